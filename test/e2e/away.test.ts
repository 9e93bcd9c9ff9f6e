/** A question asked offline is answered while no page is open, and the student is told, if they allowed it. */
import type { CDPSession } from "playwright-core";
import { expect, inject, test } from "vitest";
import { streamed, streamOf } from "../functions/support/chunks.ts";
import { json, startServer } from "../functions/support/server.ts";
import { startApp } from "../support/app.ts";
import { openProfile, type Profile, workerReady } from "../support/browser.ts";
import { isFocused, pressBy } from "../support/keyboard.ts";
import { watchDisplayed } from "../support/displayed.ts";
import { ask, log, message, newEmail, pillIs, signedIn, signUp } from "../support/student.ts";

const app = inject("app");

/**
 * Has the browser know what the student says when it asks, or `prompt` for not asked yet. It knows for as long as whoever told it is
 * there, so a page that stays open tells it.
 */
const openLeave =
  (session: CDPSession, url = app.url) =>
  (setting: "prompt" | "granted"): Promise<unknown> =>
    session.send("Browser.setPermission", {
      permission: { name: "notifications" },
      setting,
      origin: new URL(url).origin,
    });

const openBeside = ({ context }: Profile): Promise<CDPSession> => {
  const blank = context.pages().find((one) => one.url() === "about:blank");
  if (!blank) throw new Error("no page beside");
  return context.newCDPSession(blank);
};

interface Told {
  title: string;
  body: string;
  path: string;
}

/** The notifications that the browser shows for the app, as its worker is told of them: no page need be open. */
const toldBy = async ({ context }: Profile): Promise<Told[]> => {
  const worker = context.serviceWorkers().at(-1);
  if (!worker) return [];
  return worker.evaluate(async () => {
    const { registration } = globalThis as typeof globalThis & {
      registration: ServiceWorkerRegistration;
    };
    const shown = await registration.getNotifications();
    return shown.map(({ title, body, data }) => ({ title, body, path: String(data.path) }));
  });
};

test("[G4] [A1] a question asked offline is answered with no page open, and a notification leads to it", async () => {
  const profile = await openProfile(app.url, { fresh: true, whole: true });
  try {
    const beside = await openBeside(profile);
    const setLeave = openLeave(beside);
    const displayed = await watchDisplayed(beside);
    await setLeave("prompt");
    const page = await profile.open("/account");
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
    await setLeave("granted");
    await page.getByRole("textbox", { name: "Message" }).focus();
    await pressBy(page, "Notify me", "Shift+Tab");
    await offer.waitFor({ state: "detached" });
    expect(await isFocused(log(page))).toBe(true);
    expect(displayed).toEqual([]);

    await page.close();
    await profile.context.setOffline(false);
    await expect.poll(() => displayed).toHaveLength(1);
    const [told] = await toldBy(profile);
    // The practice coach has answered; its first words are told.
    expect(told).toEqual({
      title: "AthroMaths",
      body: expect.stringMatching(/AI/),
      path: "/athro/athro-maths",
    });

    // No driver can press a notification; what its press opens is there, without a network.
    await profile.context.setOffline(true);
    const back = await profile.open(told?.path);
    await message(back, "What is the discriminant?").getByText("Answered").waitFor();
    expect(await back.getByRole("article").count()).toBe(2);
    expect(displayed).toHaveLength(1);
    expect(profile.problems).toEqual([]);
  } finally {
    await profile.close();
  }
});

test("[A9] [A10] a tutor that fails is asked again with no page open, and the student is told", async () => {
  let asked = 0;
  const tutor = await startServer(() => {
    asked += 1;
    return asked === 1 ? json({}, 500) : streamed(streamOf("What do you see?"));
  });
  const own = await startApp({ TUTOR_API_URL: `${tutor.url}/v1`, TUTOR_MODEL: "small" });
  const profile = await openProfile(own.url, { whole: true });
  try {
    const beside = await openBeside(profile);
    const displayed = await watchDisplayed(beside);
    await openLeave(beside, own.url)("granted");
    const page = await profile.open("/account");
    await signUp(page, newEmail());
    await signedIn(page);
    await workerReady(page);
    await pillIs(page, "synced");
    await page.goto("/athro/athro-maths");
    await profile.context.setOffline(true);
    await ask(page, "What is the discriminant?");
    await message(page, "What is the discriminant?").getByText("Waiting to send").waitFor();
    await page.close();
    await profile.context.setOffline(false);
    await expect.poll(() => displayed).toHaveLength(1);
    expect(await toldBy(profile)).toMatchObject([{ body: "What do you see?" }]);
    expect(asked).toBe(2);
    expect(profile.problems).toEqual([]);
  } finally {
    await profile.close();
    await own.stop();
    await tutor.close();
  }
});

test("Settings ask for the same leave, and the keyboard stays where the button was", async () => {
  const profile = await openProfile(app.url, { whole: true });
  try {
    const setLeave = openLeave(await openBeside(profile));
    await setLeave("prompt");
    const page = await profile.open("/account");
    await signUp(page, newEmail());
    await signedIn(page);
    await page.goto("/settings");
    const ask = page.getByRole("button", { name: "Notify me" });
    await ask.focus();
    await setLeave("granted");
    await page.keyboard.press("Enter");
    await ask.waitFor({ state: "detached" });
    const row = page.locator(".settings-row", { hasText: "Athro tells you when" });
    expect(await isFocused(row)).toBe(true);
    expect(profile.problems).toEqual([]);
  } finally {
    await profile.close();
  }
});
