/** Reminders that the server sends while Athro is closed (supabase/functions/remind). */
import { preferablyAlone } from "../src/host/lock.ts";
import { newId } from "../src/model/new-id.ts";
import { openDatabase } from "../src/store/database.ts";
import type { Device } from "../src/store/device.ts";
import { claimReminder } from "../src/store/reminded.ts";

/** What of a message is used; it says nothing else. */
interface Message {
  /** Whom it is for. */
  user: string;
  /** Of the occurrence. */
  key: string;
  /** When it came, and when it is too late for it, ms. */
  at: number;
  ends: number;
  title: string;
  /** When the event is, in the student's language. */
  when: string;
  /** In place of the title where others use the device too. */
  private: string;
  /** Of the event. */
  date: string;
}

/** What is used here of the worker's scope; the page's types, under which tests read this file, don't know it. */
interface Scope {
  registration: Pick<
    ServiceWorkerRegistration,
    "showNotification" | "getNotifications" | "pushManager"
  >;
}

const scope = globalThis as typeof globalThis & Scope;

const LOCK = "athro-remind";
/** How long one message waits for another. */
const LOCK_PATIENCE_MS = 5_000;

const TEXTS = ["user", "key", "title", "when", "private", "date"] as const;

/** Null for anything else, also from a server of another version. */
const parse = (text: string): Message | null => {
  try {
    const value: unknown = JSON.parse(text);
    return isMessage(value) ? value : null;
  } catch {
    return null;
  }
};

const isMessage = (value: unknown): value is Message => {
  if (typeof value !== "object" || value === null) return false;
  const given = value as Readonly<Record<string, unknown>>;
  return (
    TEXTS.every((name) => typeof given[name] === "string") &&
    Number.isSafeInteger(given["at"]) &&
    Number.isSafeInteger(given["ends"])
  );
};

/** Shows a reminder, unless it is for someone who is not signed in here, or the app has shown it already. */
export const onPush = async (text: string, device: Device): Promise<void> => {
  const message = parse(text);
  if (!message) return;
  const current = await device.current();
  if (current?.kind !== "student" || current.uid !== message.user) {
    // Left from another student: nothing more is to come by it.
    await (await scope.registration.pushManager.getSubscription())?.unsubscribe();
    return;
  }
  // One by one: of two that come at once, the second is to see what the first has shown.
  await preferablyAlone(LOCK, LOCK_PATIENCE_MS, () => show(message, device));
};

const show = async (message: Message, device: Device): Promise<void> => {
  const { key, title, when, date } = message;
  const tag = `athro-event-${key}`;
  const isNew = await claim(message);
  // Browsers want to see something shown for each message: what still stands is shown again, without a sound.
  if (!isNew && (await scope.registration.getNotifications({ tag })).length === 0) return;
  const shared = (await device.shared()) !== null;
  await scope.registration.showNotification(shared ? message.private : title, {
    body: when,
    tag,
    icon: "/icons/athro-192.png",
    data: { path: `/calendar?${new URLSearchParams({ view: "day", date, event: key })}` },
  });
};

/** Where the student's database can't be read it is shown: twice is better than never. */
const claim = async (message: Message): Promise<boolean> => {
  try {
    const db = await openDatabase(message.user, newId);
    try {
      return await claimReminder(db, message, Date.now());
    } finally {
      db.close();
    }
  } catch (error) {
    console.warn("worker: could not look up what was shown", error);
    return true;
  }
};
