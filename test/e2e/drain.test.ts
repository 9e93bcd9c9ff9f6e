import { expect, inject, test } from "vitest";
import { BATCH_BYTES_MAX } from "../../src/sync/protocol.ts";
import { openProfile } from "../support/browser.ts";
import { enterSynced } from "../support/enter.ts";
import { agreed, callOf, questionsOn } from "../support/rows.ts";

const app = inject("app");

const MESSAGES = 64;
const LONG = "word ".repeat(3_000);

test("[G4] 64 messages of 15 kB each, written offline, are on the server after the network's return, in two calls", async () => {
  const profile = await openProfile(app.url);
  try {
    const { page, server } = await enterSynced(profile, app.url);
    await page.goto("/athro/athro-maths");
    const box = page.getByRole("textbox", { name: "Message" });
    await box.waitFor();
    await profile.context.setOffline(true);
    for (let n = 0; n < MESSAGES; n += 1) {
      await box.fill(`${LONG}number ${100 + n}.`);
      await box.press("Enter");
      // Cleared by the commit.
      await expect.poll(() => box.inputValue(), { interval: 20 }).toBe("");
    }
    const pushes: { count: number; bytes: number }[] = [];
    profile.context.on("response", (response) => {
      const request = response.request();
      if (!request.url().endsWith("/rest/v1/rpc/sync") || !response.ok()) return;
      const { mutations } = callOf(request);
      const { length } = mutations.map((one) => JSON.stringify(one)).join("");
      // A composer's emptied draft may go along.
      const count = mutations.filter(({ table }) => table !== "preferences").length;
      if (mutations.length > 0) pushes.push({ count, bytes: length });
    });
    await profile.context.setOffline(false);
    await expect
      .poll(async () => (await questionsOn(server)).length, { timeout: 60_000, interval: 50 })
      .toBe(MESSAGES);
    await agreed(page, server);
    // The session is the sixty-fifth.
    expect(pushes.map(({ count }) => count).reduce((sum, count) => sum + count, 0)).toBe(
      MESSAGES + 1,
    );
    expect(pushes).toHaveLength(2);
    for (const { bytes } of pushes) expect(bytes).toBeLessThanOrEqual(BATCH_BYTES_MAX);
    expect(profile.problems).toEqual([]);
  } finally {
    await profile.close();
  }
});
