import { afterAll, beforeAll, expect, test } from "vitest";
import { ATHROS } from "../../src/model/athros.ts";
import { type App, startApp } from "../support/app.ts";
import { openProfile } from "../support/browser.ts";
import { enterSynced } from "../support/enter.ts";
import { agreed, onSyncCall, questionsOn } from "../support/rows.ts";
import { ask } from "../support/student.ts";

let app: App;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

/** So long that the queue takes more than one call: a call takes three quarters of a megabyte. */
const LONG = "word ".repeat(3_150);
const CHATS = 6;
const PER_CHAT = 9;
const MESSAGES = CHATS * PER_CHAT;

test("[G4] a server killed in the middle of draining a long queue, twice, gets each edit once when it is back", async () => {
  const profile = await openProfile(app.url);
  try {
    const { page, server } = await enterSynced(profile, app.url);
    await profile.context.setOffline(true);
    // A worker that the browser starts meanwhile may have the network for a moment, and would send a part of the queue.
    await app.halt("SIGKILL");
    const texts = Array.from({ length: MESSAGES }, (_, n) => `${LONG}number ${100 + n}.`);
    for (const [n, text] of texts.entries()) {
      if (n % PER_CHAT === 0) await page.goto(`/athro/${ATHROS[n / PER_CHAT]?.id}`);
      await ask(page, text);
    }
    await app.start();

    const pushes: { count: number; end: "answered" | "killed" }[] = [];
    let restarted: Promise<void> = Promise.resolve();
    const kill = async (): Promise<void> => {
      await app.halt("SIGKILL");
      await app.start();
    };
    const heal = await onSyncCall(profile.context, async (route, { mutations }) => {
      await restarted;
      if (mutations.length < 2) return route.continue();
      const push = { count: mutations.length, end: "killed" as "answered" | "killed" };
      pushes.push(push);
      // The first dies on the way to the server; of the next, the third is cut off while the server works on it.
      if (pushes.length === 1) {
        restarted = kill();
        await restarted;
        return route.abort("connectionrefused");
      }
      const fetched = route.fetch().catch(() => null);
      if (pushes.length === 3) restarted = kill();
      const response = await fetched;
      if (!response) return route.abort("connectionreset");
      push.end = "answered";
      return route.fulfill({ response });
    });
    await profile.context.setOffline(false);
    await agreed(page, server);
    await restarted;
    heal();
    // More than one call was needed, and two were cut off.
    expect(pushes.length).toBeGreaterThan(2);
    expect(pushes[0]?.end).toBe("killed");
    expect(pushes[1]).toMatchObject({ end: "answered" });
    expect(pushes[1]?.count).toBeLessThan(CHATS + MESSAGES);
    expect(await questionsOn(server)).toEqual(texts.map((text) => text.trim()).sort());
    expect(profile.problems).toEqual([]);
  } finally {
    await profile.close();
  }
});
