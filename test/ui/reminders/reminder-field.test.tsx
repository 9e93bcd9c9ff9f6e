// @vitest-environment jsdom
import { render } from "preact";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type Device, openDevice } from "../../../src/store/device.ts";
import { keepPushChoice } from "../../../src/store/push-choice.ts";
import { loadWords, setLanguage } from "../../../src/ui/i18n/language.ts";
import { readLeave } from "../../../src/ui/notifications.ts";
import { ReminderField } from "../../../src/ui/reminders/reminder-field.tsx";
import { type Services, ServicesProvider } from "../../../src/ui/services.ts";
import { freshStorage } from "../../support/indexed-db.ts";
import { servicesOf } from "../support/services-of.ts";

let device: Device;
let place: HTMLElement;
beforeEach(async () => {
  vi.stubEnv("VITE_SUPABASE_URL", "http://nowhere.invalid");
  vi.stubEnv("VITE_SUPABASE_PUBLISHABLE_KEY", "publishable");
  // What it takes to show a notification; the environment has neither.
  Object.defineProperty(navigator, "serviceWorker", { value: {}, configurable: true });
  device = openDevice(freshStorage());
  await device.enter(
    { key: "current", kind: "student", uid: "ann", email: "ann@example.org" },
    null,
  );
  place = document.createElement("div");
  await loadWords(["reminders"]);
});
afterEach(() => {
  render(null, place);
  device.db.close();
  Reflect.deleteProperty(navigator, "serviceWorker");
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
});

const choose = (uid: string): Promise<void> =>
  keepPushChoice(device, {
    uid,
    endpoint: "https://push.example.org/1",
    publicKey: "B",
    language: "en",
    zone: "Europe/London",
    session: "1",
    at: Date.now(),
  });

/** What is said of a reminder that is set, once that was looked up for whoever is here; null for a guest. */
const hintFor = async (permission: NotificationPermission, uid: string | null) => {
  vi.stubGlobal("Notification", { permission });
  readLeave();
  const { createPushReminders } = await import("../../../src/push-reminders.optional.ts");
  const push = uid === null ? null : createPushReminders(device, uid);
  const pushReminders = vi.fn<Services["pushReminders"]>(async () => push);
  const chosen = push && vi.spyOn(push, "chosen");
  render(
    <ServicesProvider value={servicesOf({ pushReminders })}>
      <ReminderField value="10" allDay={false} onInput={() => {}} />
    </ServicesProvider>,
    place,
  );
  if (permission === "granted")
    await expect
      .poll(() => (chosen ?? pushReminders).mock.settledResults[0]?.type)
      .toBe("fulfilled");
  return place.querySelector(".field-hint")?.textContent;
};

test.each([
  ["en", "also while it is closed", "while it is open"],
  ["cy", "hefyd tra bydd ar gau", "tra bydd ar agor"],
] as const)(
  "in %s, reminders are said to come with Athro closed too where the student has chosen that here, and only there",
  async (language, closed, open) => {
    await setLanguage(language);
    expect(await hintFor("granted", "ann")).toContain(open);
    render(null, place);
    await choose("ann");
    const hint = await hintFor("granted", "ann");
    expect(hint).toContain(closed);
    expect(hint).not.toContain(open);
  },
);

test("what another student or no one here has chosen is not said, nor what the browser has blocked", async () => {
  await setLanguage("en");
  await choose("ann");
  expect(await hintFor("granted", "ben")).toContain("while it is open");
  render(null, place);
  expect(await hintFor("granted", null)).toContain("while it is open");
  render(null, place);
  expect(await hintFor("denied", "ann")).toContain("blocked");
});

test("of no reminder nothing is said", async () => {
  render(
    <ServicesProvider value={servicesOf({ pushReminders: async () => null })}>
      <ReminderField value="" allDay={false} onInput={() => {}} />
    </ServicesProvider>,
    place,
  );
  expect(place.querySelector(".field-hint")).toBeNull();
});
