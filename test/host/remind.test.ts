import { Dexie } from "dexie";
import { beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { newId } from "../../src/model/new-id.ts";
import { openDatabase } from "../../src/store/database.ts";
import { openDevice } from "../../src/store/device.ts";
import { claimReminder } from "../../src/store/reminded.ts";
import { claimReminders, type EventReminder } from "../../src/store/reminders.ts";
import { onNotificationClick } from "../../sw/notify.ts";
import { onPush } from "../../sw/remind.ts";
import { freshStorage } from "../support/indexed-db.ts";
import { WebLocks } from "./web-locks.ts";

/** Stand-ins for a worker's notifications and its subscription, which only a browser has. */
let shown: { title: string; options: NotificationOptions }[];
let unsubscribed: number;
let opened: string[];
beforeEach(() => {
  const storage = freshStorage();
  Object.assign(Dexie.dependencies, storage);
  [shown, unsubscribed, opened] = [[], 0, []];
  vi.stubGlobal("registration", {
    showNotification: async (title: string, options: NotificationOptions) => {
      shown.push({ title, options });
    },
    getNotifications: async () => [],
    pushManager: {
      getSubscription: async () => ({ unsubscribe: async () => void (unsubscribed += 1) }),
    },
  });
  vi.stubGlobal("navigator", { locks: new WebLocks() });
  vi.stubGlobal("clients", {
    matchAll: async () => [],
    openWindow: async (path: string) => opened.push(path),
  });
  onTestFinished(() => {
    vi.unstubAllGlobals();
  });
});

const NOW = Date.now();
const message = (part: object = {}) =>
  JSON.stringify({
    user: "ann",
    key: "event 2026-11-27",
    at: NOW,
    ends: NOW + 3_600_000,
    title: "Maths",
    when: "Today at 09:00",
    private: "An event in your calendar",
    date: "2026-11-27",
    ...part,
  });

const tick = () => new Promise((resolve) => setImmediate(resolve));

const here = async (uid: string | null) => {
  const device = openDevice();
  onTestFinished(() => device.db.close());
  if (uid === null) await device.enter({ key: "current", kind: "guest" }, null);
  else await device.enter({ key: "current", kind: "student", uid, email: "a@example.org" }, null);
  return device;
};

test("a reminder is shown once, and its press opens the event", async () => {
  const device = await here("ann");
  await onPush(message(), device);
  await onPush(message(), device);
  expect(shown).toEqual([
    {
      title: "Maths",
      options: {
        body: "Today at 09:00",
        tag: "athro-event-event 2026-11-27",
        icon: "/icons/athro-192.png",
        data: { path: "/calendar?view=day&date=2026-11-27&event=event+2026-11-27" },
      },
    },
  ]);
  const press = { close: () => {}, data: shown[0]?.options.data };
  await onNotificationClick(press);
  expect(opened).toEqual(["/calendar?view=day&date=2026-11-27&event=event+2026-11-27"]);
});

test("of two messages that come at once, the second finds what the first has shown, and shows it again", async () => {
  const device = await here("ann");
  vi.stubGlobal("registration", {
    showNotification: async (title: string, options: NotificationOptions) => {
      // A browser takes its time for that.
      for (let n = 0; n < 50; n += 1) await tick();
      shown.push({ title, options });
    },
    getNotifications: async ({ tag }: { tag: string }) =>
      shown.filter(({ options }) => options.tag === tag),
  });
  await Promise.all([onPush(message(), device), onPush(message(), device)]);
  const tag = "athro-event-event 2026-11-27";
  expect(shown.map(({ options }) => options.tag)).toEqual([tag, tag]);
});

test("what an open page has shown is not shown again, nor the other way round; a later one is", async () => {
  const device = await here("ann");
  const db = await openDatabase("ann", newId);
  onTestFinished(() => db.close());
  const event = { key: "event 2026-11-27" } as EventReminder["event"];
  const reminder = (at: number): EventReminder => ({ event, at, ends: NOW + 3_600_000 });
  expect(await claimReminders(db, [reminder(NOW)], NOW)).toHaveLength(1);
  await onPush(message(), device);
  expect(shown).toEqual([]);
  await onPush(message({ at: NOW + 1 }), device);
  expect(shown).toHaveLength(1);
  expect(await claimReminders(db, [reminder(NOW + 1)], NOW + 2)).toEqual([]);
  const told = { key: "event 2026-11-27", at: NOW, ends: NOW + 1 };
  expect(await claimReminder(db, told, NOW)).toBe(false);
});

test.each([
  ["another student", "ben"],
  ["a guest", null],
])("with %s here nothing is shown, and nothing more is to come", async (_, uid) => {
  await onPush(message(), await here(uid));
  expect([shown, unsubscribed]).toEqual([[], 1]);
});

test("where others use the device too, what the event is called is not told", async () => {
  const device = await here("ann");
  await device.setShared(1);
  await onPush(message(), device);
  expect(JSON.stringify(shown)).not.toContain("Maths");
  expect(shown[0]?.title).toBe("An event in your calendar");
});

test.each([
  ["no JSON", "{"],
  ["something else", "[]"],
  ["null", "null"],
  ["a part missing", message({ title: undefined })],
  ["a time that is none", message({ at: "soon" })],
])("%s is no reminder", async (_, text) => {
  await onPush(text, await here("ann"));
  expect([shown, unsubscribed]).toEqual([[], 0]);
});
