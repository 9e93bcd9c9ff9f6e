import { expect, inject, test } from "vitest";
import type { BrowserContext, Request, Worker } from "playwright-core";
import { openProfile } from "../support/browser.ts";
import { enterSynced } from "../support/enter.ts";
import { agreed, callOf, questionsOn } from "../support/rows.ts";
import { ask, message } from "../support/student.ts";

const app = inject("app");

/** Who pushed each time, page or worker. */
const pushersOf = (context: BrowserContext): ("page" | "worker")[] => {
  const pushers: ("page" | "worker")[] = [];
  context.on("request", (request: Request) => {
    if (!request.url().endsWith("/rest/v1/rpc/sync") || callOf(request).mutations.length === 0)
      return;
    pushers.push(request.serviceWorker() ? "worker" : "page");
  });
  return pushers;
};

const workerOf = async (context: BrowserContext): Promise<Worker> =>
  context.serviceWorkers()[0] ?? (await context.waitForEvent("serviceworker"));

const HANG_MS = 60_000;

test("[G4] a worker that hangs with the locks in its hands keeps nothing back, and has its work again when it wakes", async () => {
  const profile = await openProfile(app.url);
  try {
    const { page, server } = await enterSynced(profile, app.url);
    await page.goto("/athro/athro-it");
    await ask(page, "Before it hangs");
    await message(page, "Before it hangs").getByText("Answered").waitFor();
    await agreed(page, server);
    const pushers = pushersOf(profile.context);
    const worker = await workerOf(profile.context);
    const over = await worker.evaluate(
      async ({ names, ms }) => {
        for (const name of names)
          await new Promise<void>((held) => {
            void navigator.locks.request(name, () => {
              held();
              return new Promise((resolve) => setTimeout(resolve, ms));
            });
          });
        // No cycle begins now, and what the last one reads comes to its end: a transaction that was open when the worker hangs would hold
        // back the page's, until the browser ends the worker.
        await new Promise((resolve) => setTimeout(resolve, 1_000));
        const until = Date.now() + ms;
        // After this answer the worker hears nothing until then.
        setTimeout(() => {
          while (Date.now() < until);
        });
        return until;
      },
      { names: [`athro-sync-${server.uid}`, "athro-auth-refresh"], ms: HANG_MS },
    );
    await ask(page, "While it hangs");
    await agreed(page, server);
    await ask(page, "And still");
    await agreed(page, server);
    expect(Date.now()).toBeLessThan(over);
    expect(new Set(pushers)).toEqual(new Set(["page"]));

    await page.waitForTimeout(over - Date.now());
    // What it was told meanwhile it sees to now; the page hears that it is there with its next word.
    await ask(page, "After it woke");
    await agreed(page, server);
    pushers.length = 0;
    await ask(page, "By the worker again");
    await agreed(page, server);
    expect(new Set(pushers)).toEqual(new Set(["worker"]));
    expect(await questionsOn(server)).toEqual([
      "After it woke",
      "And still",
      "Before it hangs",
      "By the worker again",
      "While it hangs",
    ]);
    expect(profile.problems).toEqual([]);
  } finally {
    await profile.close();
  }
});
