/**
 * Reminders with Athro closed, in the real browser. What a push service would bring is delivered by the browser's own tools, since the real
 * service is its maker's and out of a test's reach; so the browser can't subscribe here either, and Settings has to say so.
 */
import { createECDH, randomUUID } from "node:crypto";
import type { Page } from "playwright-core";
import { expect, inject, onTestFinished, test } from "vitest";
import { startApp } from "../support/app.ts";
import { findings } from "../support/axe.ts";
import { openProfile, type Profile } from "../support/browser.ts";
import { followService, watchDisplayed } from "../support/displayed.ts";
import { enterSynced } from "../support/enter.ts";
import { readDatabase } from "../support/rows.ts";

const SECRET = "known-to-whoever-runs-the-project-alone";

/** As who runs a project sets it. */
const newKeys = () => {
  const keys = createECDH("prime256v1");
  const publicKey = keys.generateKeys("base64url");
  const privateKey = Buffer.from(keys.getPrivateKey("hex").padStart(64, "0"), "hex");
  return {
    REMIND_SECRET: SECRET,
    VAPID_PUBLIC_KEY: publicKey,
    VAPID_PRIVATE_KEY: privateKey.toString("base64url"),
    VAPID_SUBJECT: "mailto:school@example.org",
  };
};

/** As pg_cron would, every minute. */
const remind = async (url: string): Promise<void> => {
  const response = await fetch(`${url}/functions/v1/remind`, {
    method: "POST",
    headers: { authorization: `Bearer ${SECRET}` },
  });
  expect(response.status).toBe(200);
};

/** A browser whose student has allowed the app at `url` to notify. */
const openAllowed = async (url: string): Promise<Profile> => {
  const profile = await openProfile(url, { whole: true });
  onTestFinished(() => profile.close());
  // The browser knows it for as long as whoever told it is there: this page stays open.
  const blank = profile.context.pages()[0] ?? (await profile.open());
  const session = await profile.context.newCDPSession(blank);
  await session.send("Browser.setPermission", {
    permission: { name: "notifications" },
    setting: "granted",
    origin: new URL(url).origin,
  });
  return profile;
};

test("the choice is there while reminders are sent, in both languages, and says so where the browser can't subscribe", async () => {
  const app = await startApp(newKeys());
  onTestFinished(() => app.stop());
  const profile = await openAllowed(app.url);
  const { page } = await enterSynced(profile, app.url);
  const choice = page.getByRole("checkbox", { name: "Remind me when Athro is closed too" });

  // No one sends any yet: the answer to that has come, and nothing is offered.
  const asked = page.waitForResponse((one) => one.url().endsWith("/rpc/push_offer"));
  await page.goto("/settings");
  expect(await (await asked).json()).toEqual({ status: "off" });
  await page.getByText("tells you when a reply has come").waitFor();
  expect(await choice.count()).toBe(0);

  await remind(app.url);
  await page.reload();
  await choice.waitFor();
  expect(await choice.isChecked()).toBe(false);
  await choice.click();
  await page.getByText("That couldn't be changed").waitFor();
  await expect.poll(() => choice.isChecked()).toBe(false);

  await page.getByRole("button", { name: "Cymraeg" }).first().click();
  const welsh = page.getByRole("checkbox", { name: "Fy atgoffa pan fydd Athro ar gau hefyd" });
  await welsh.waitFor();
  expect(await findings(page)).toEqual([]);
  await page.setViewportSize({ width: 390, height: 844 });
  await welsh.scrollIntoViewIfNeeded();
  expect(await findings(page)).toEqual([]);
});

/** The worker that the page has, as a push service meets it, and what the browser displays for it. */
const meetWorker = async ({ context }: Profile, page: Page) => {
  const session = await context.newCDPSession(page);
  const { origin } = new URL(page.url());
  const registered = new Promise<string>((resolve) => {
    session.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => {
      const found = registrations.find((one) => !one.isDeleted && one.scopeURL === `${origin}/`);
      if (found) resolve(found.registrationId);
    });
  });
  await session.send("ServiceWorker.enable");
  const registrationId = await registered;

  const displayed = await watchDisplayed(session);
  const handled: (string | undefined)[] = [];
  session.on("BackgroundService.backgroundServiceEventReceived", ({ backgroundServiceEvent }) => {
    const { eventName, eventMetadata } = backgroundServiceEvent;
    if (eventName === "Push event completed")
      handled.push(eventMetadata.find(({ key }) => key === "Status")?.value);
  });
  await followService(session, "pushMessaging");

  return {
    displayed,
    /** Hands it a message, as the browser does with what a push service brings, and waits until it has done with it. */
    deliver: async (message: object): Promise<void> => {
      const before = handled.length;
      const data = JSON.stringify(message);
      await session.send("ServiceWorker.deliverPushMessage", { origin, registrationId, data });
      await expect.poll(() => handled.slice(before)).toEqual(["Success"]);
    },
    /** Where the notifications that stand lead to. To be asked only while none is being shown. */
    paths: async (): Promise<string[]> => {
      const worker = context.serviceWorkers().at(-1);
      if (!worker) return [];
      return worker.evaluate(async () => {
        const { registration } = globalThis as typeof globalThis & {
          registration: ServiceWorkerRegistration;
        };
        const standing = await registration.getNotifications();
        return standing.map(({ data }) => String(data.path));
      });
    },
  };
};

test("a message is shown with its words to the student who is here alone, leads to its event, and tells less on a shared device", async () => {
  const app = inject("app");
  const profile = await openAllowed(app.url);
  const { page, server } = await enterSynced(profile, app.url);
  await page.goto("/settings");
  const shared = page.getByRole("checkbox", { name: "This is a shared device" });
  await shared.waitFor();
  const worker = await meetWorker(profile, page);
  const at = Date.now();
  const reminder = (part: object = {}) => ({
    user: server.uid,
    key: randomUUID(),
    at,
    ends: at + 3_600_000,
    title: "Maths exam",
    when: "Today at 09:00",
    private: "An event in your calendar",
    date: "2026-11-27",
    ...part,
  });

  await worker.deliver(reminder({ user: randomUUID(), title: "Not yours" }));
  expect(worker.displayed).toEqual([]);

  const exam = reminder();
  const tag = `athro-event-${exam.key}`;
  await worker.deliver(exam);
  expect(worker.displayed).toEqual([{ tag, title: "Maths exam", body: "Today at 09:00" }]);
  // The same again is no second one: if it is shown at all, then where the first stands.
  await worker.deliver(exam);
  expect(new Set(worker.displayed.map((one) => one.tag))).toEqual(new Set([tag]));

  // Asked of one that has just come, since the browser may have closed the former.
  await expect
    .poll(async () => {
      const fresh = reminder();
      await worker.deliver(fresh);
      const path = `/calendar?view=day&date=2026-11-27&event=${fresh.key}`;
      return (await worker.paths()).includes(path);
    })
    .toBe(true);

  await shared.check();
  const entries = async () => (await page.evaluate(readDatabase, "athro-device")).entries ?? [];
  await expect.poll(async () => (await entries()).some(({ key }) => key === "shared")).toBe(true);
  const secret = reminder({ title: "Secret" });
  await worker.deliver(secret);
  expect(worker.displayed.at(-1)).toEqual({
    tag: `athro-event-${secret.key}`,
    title: "An event in your calendar",
    body: "Today at 09:00",
  });
  expect(JSON.stringify(worker.displayed)).not.toMatch(/Secret|Not yours/);
  expect(profile.problems).toEqual([]);
});
