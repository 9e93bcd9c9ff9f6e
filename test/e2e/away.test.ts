/** A question asked offline is answered while the app is closed, and the student is told, if they allowed it. */
import type { Page } from "playwright-core";
import { expect, inject, test, vi } from "vitest";
import { openProfile, workerReady } from "../support/browser.ts";
import { ask, message, newEmail, pillIs, signedIn, signUp } from "../support/student.ts";

const app = inject("app");

/** What the student says when the browser asks, or `prompt` for not asked yet. */
const setLeave = async (page: Page, setting: "prompt" | "granted"): Promise<void> => {
  const session = await page.context().newCDPSession(page);
  await session.send("Browser.setPermission", {
    permission: { name: "notifications" },
    setting,
    origin: new URL(app.url).origin,
  });
  await session.detach();
};

test("[G4] [A1] a question asked offline is answered with the app closed, and a notification tells of it", async () => {
  const profile = await openProfile(app.url, { fresh: true });
  try {
    const page = await profile.open("/account");
    await setLeave(page, "prompt");
    await signUp(page, newEmail());
    await signedIn(page);
    await workerReady(page);
    await pillIs(page, "synced");
    await page.goto("/athro/athro-maths");
    await page.getByRole("textbox", { name: "Message" }).waitFor();
    const offer = page.getByRole("region", { name: "Notifications" });
    expect(await offer.count()).toBe(0);

    // It is offered where it is of use, by a button, and not before.
    await profile.context.setOffline(true);
    await ask(page, "What is the discriminant?");
    await offer.getByText("Shall Athro tell you when AthroMaths has answered?").waitFor();
    await setLeave(page, "granted");
    await offer.getByRole("button", { name: "Notify me" }).click();
    await offer.waitFor({ state: "detached" });

    const [worker] = profile.context.serviceWorkers();
    if (!worker) throw new Error("no worker");
    const notifications = () =>
      worker.evaluate(async () => {
        const scope = globalThis as unknown as { registration: ServiceWorkerRegistration };
        const all = await scope.registration.getNotifications();
        return all.map(({ title, body, data }) => ({ title, body, data: data as unknown }));
      });
    await page.close();
    await profile.context.setOffline(false);
    await vi.waitFor(async () => expect(await notifications()).toHaveLength(1), {
      timeout: 60_000,
      interval: 500,
    });
    // The practice coach has answered; its first words are told.
    expect(await notifications()).toEqual([
      {
        title: "AthroMaths",
        body: expect.stringMatching(/AI/),
        data: { path: "/athro/athro-maths" },
      },
    ]);

    const back = await profile.open("/athro/athro-maths");
    await message(back, "What is the discriminant?").getByText("Answered").waitFor();
    expect(profile.problems).toEqual([]);
  } finally {
    await profile.close();
  }
});
