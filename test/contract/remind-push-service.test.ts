/** The Edge Function `remind` and push services that hang, fail, or know a subscription no more. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type PushService, startPushService } from "../functions/support/push-service.ts";
import { event, type RemindStage, savePush, startRemindStage, titles } from "./remind-stage.ts";

let stage: RemindStage;
/** One that the project does not know. */
let stranger: PushService;
beforeAll(async () => {
  [stage, stranger] = await Promise.all([startRemindStage(), startPushService()]);
});
afterAll(() => Promise.all([stage.stop(), stranger.close()]));

const lesson = () =>
  event({ start: "2026-11-27T09:00:00", end: "2026-11-27T10:00:00", reminders: [10] });

describe("a push service", () => {
  test("that hangs, fails or has too much holds no other back, and is tried again; one that says gone is not", async () => {
    const { student, browser } = await stage.begin("2026-11-27T08:40:00Z", lesson());
    const answers = [404, 410, 429, 503, 400, 302, "silence"] as const;
    const others = answers.map((answer) => stage.service.subscribe(answer));
    for (const other of others) await savePush(student, other);
    // Of a host that is no push service's; it is not asked, and not kept.
    const elsewhere = stranger.subscribe();
    await savePush(student, elsewhere);
    await stage.run("2026-11-27T08:50:10Z");
    for (const other of others) other.answer = 201;
    await stage.run("2026-11-27T08:51:10Z");
    await stage.run("2026-11-27T08:52:10Z");
    expect(titles(browser)).toEqual(["Maths"]);
    expect(others.map(({ deliveries }, i) => [answers[i], deliveries.length])).toEqual([
      [404, 1],
      [410, 1],
      [429, 2],
      [503, 2],
      [400, 1],
      [302, 1],
      ["silence", 2],
    ]);
    expect(elsewhere.deliveries).toEqual([]);
    const { rows } = await stage.database.pool.query<{ endpoint: string }>(
      "select endpoint from athro.push_subscriptions where user_id = $1",
      [student.id],
    );
    expect(rows.map(({ endpoint }) => endpoint).toSorted()).toEqual(
      [browser, ...others.slice(2)].map(({ endpoint }) => endpoint).toSorted(),
    );
  });

  test("that fails for five minutes is left, and the next reminder is tried all the same", async () => {
    const { browser } = await stage.begin(
      "2026-11-27T08:40:00Z",
      lesson(),
      event({
        title: "Next",
        start: "2026-11-27T11:00:00",
        end: "2026-11-27T12:00:00",
        reminders: [10],
      }),
    );
    browser.answer = 500;
    await stage.run("2026-11-27T08:50:10Z");
    await stage.run("2026-11-27T08:54:00Z");
    browser.answer = 201;
    await stage.run("2026-11-27T08:56:00Z");
    expect(titles(browser)).toEqual(["Maths", "Maths"]);
    await stage.run("2026-11-27T10:50:10Z");
    expect(titles(browser)).toEqual(["Maths", "Maths", "Next"]);
  });
});
