import { afterAll, beforeAll, expect, test } from "vitest";
import { runDay } from "../day/day.ts";
import { type App, startApp } from "../support/app.ts";

/** Of the day in `npm test`; `npm run test:day -- --seed S` plays any other. */
const { DAY_SEED = "1", DAY_ACTIONS = "300", DAY_MINUTES = "0" } = process.env;

let app: App;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

test(
  "[G1] [G3] [G5] [G7] a school day on a bad network: two devices of one student, one of them shared with another",
  { timeout: 900_000 + Number(DAY_MINUTES) * 60_000 },
  async () => {
    const actions = Number(DAY_ACTIONS);
    const day = await runDay(app, { seed: DAY_SEED, actions, minutes: Number(DAY_MINUTES) });
    expect(day.actions).toBeGreaterThanOrEqual(actions);
    expect(day.texts).toBeGreaterThan(0);
  },
);
