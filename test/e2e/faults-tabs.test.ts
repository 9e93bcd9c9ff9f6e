import { expect, inject, test } from "vitest";
import type { Page } from "playwright-core";
import { openProfile } from "../support/browser.ts";
import { enterSynced, expireToken } from "../support/enter.ts";
import { agreed, onSyncCall, questionsOn, signInBeside } from "../support/rows.ts";
import { ask, message, newEmail, pillIs, signedIn, signUp } from "../support/student.ts";

const app = inject("app");

/** Takes Web Locks and never lets go of them; resolves when they are had. */
const holdForEver = (page: Page, names: string[]): Promise<void> =>
  page.evaluate(async (locks) => {
    for (const name of locks)
      await new Promise<void>((held) => {
        void navigator.locks.request(name, () => {
          held();
          return new Promise(() => {});
        });
      });
  }, names);

test("[S5] a frozen tab that holds the locks of syncing and of renewing the session stops no one else", async () => {
  const profile = await openProfile(app.url);
  try {
    const { page, server } = await enterSynced(profile, app.url);
    const holder = await profile.open("/settings");
    await holdForEver(holder, [`athro-sync-${server.uid}`, "athro-auth-refresh"]);
    const cdp = await profile.context.newCDPSession(holder);
    await cdp.send("Page.setWebLifecycleState", { state: "frozen" });
    await expireToken(page, 0);
    await page.bringToFront();
    await page.goto("/athro/athro-drama");
    await ask(page, "Who holds the lock?");
    await agreed(page, server);
    await ask(page, "And now?");
    await agreed(page, server);
    const { held = [] } = await page.evaluate(() => navigator.locks.query());
    expect(held.map(({ name }) => name)).toEqual(
      expect.arrayContaining([`athro-sync-${server.uid}`, "athro-auth-refresh"]),
    );
    expect(await questionsOn(server)).toEqual(["And now?", "Who holds the lock?"]);
    expect(profile.problems).toEqual([]);
  } finally {
    await profile.close();
  }
});

test("[S5] without a service worker, a tab frozen in the middle of its own cycle does not stop the next tab", async () => {
  const profile = await openProfile(app.url, { worker: false });
  try {
    const email = newEmail();
    const first = await profile.open();
    await signUp(first, email);
    await signedIn(first);
    await pillIs(first, "synced");
    const server = await signInBeside(app.url, email);
    let hung = 0;
    const heal = await onSyncCall(profile.context, (route, { mutations }) => {
      if (mutations.length === 0 || hung > 0) return route.continue();
      hung += 1;
      return new Promise(() => {});
    });
    await first.goto("/athro/athro-pe");
    await ask(first, "Asked before the frost");
    await expect.poll(() => hung).toBe(1);
    const cdp = await profile.context.newCDPSession(first);
    await cdp.send("Page.setWebLifecycleState", { state: "frozen" });

    const second = await profile.open("/athro/athro-pe");
    await message(second, "Asked before the frost").waitFor();
    await ask(second, "Asked beside a frozen tab");
    await agreed(second, server);
    await cdp.send("Page.setWebLifecycleState", { state: "active" });
    await first.bringToFront();
    await message(first, "Asked beside a frozen tab").waitFor();
    await ask(first, "Asked after the thaw");
    await agreed(first, server);
    heal();
    expect(await questionsOn(server)).toEqual([
      "Asked after the thaw",
      "Asked before the frost",
      "Asked beside a frozen tab",
    ]);
    expect(profile.problems).toEqual([]);
  } finally {
    await profile.close();
  }
});
