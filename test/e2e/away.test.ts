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

    // What the browser itself notes of notifications; a browser without a desktop shows them nowhere.
    const blank = profile.context.pages().find((one) => one.url() === "about:blank");
    if (!blank) throw new Error("no page beside");
    const devtools = await profile.context.newCDPSession(blank);
    const told: { title: string; body: string }[] = [];
    devtools.on(
      "BackgroundService.backgroundServiceEventReceived",
      ({ backgroundServiceEvent }) => {
        const { eventName, eventMetadata } = backgroundServiceEvent;
        const found = (key: string) => eventMetadata.find((one) => one.key === key)?.value ?? "";
        if (/displayed/i.test(eventName)) told.push({ title: found("Title"), body: found("Body") });
      },
    );
    await devtools.send("BackgroundService.startObserving", { service: "notifications" });
    await devtools.send("BackgroundService.setRecording", {
      shouldRecord: true,
      service: "notifications",
    });
    await page.close();
    await profile.context.setOffline(false);
    await vi.waitFor(() => expect(told).toHaveLength(1), { timeout: 60_000, interval: 500 });
    // The practice coach has answered; its first words are told.
    expect(told).toEqual([{ title: "AthroMaths", body: expect.stringMatching(/AI/) }]);

    const back = await profile.open("/athro/athro-maths");
    await message(back, "What is the discriminant?").getByText("Answered").waitFor();
    expect(profile.problems).toEqual([]);
  } finally {
    await profile.close();
  }
});
