/** Looks for reminders that are due while the page is there. */
import { type Reminder, nextReminder } from "../../model/reminders/due.ts";
import { watch } from "../../store/live.ts";
import { claimReminders, type EventReminder, remindersNear } from "../../store/reminders.ts";
import type { Store } from "../../store/store.ts";
import { deviceZone } from "../../model/device-zone.ts";
import { localDate } from "../i18n/dates.ts";

/** At least so often: a timer that slept is late, and the clock may have been set. */
const LOOK_EVERY_MS = 30_000;

interface Ports {
  /** Whether this page could show one now; if not, it is left to another, or to later. */
  canShow: () => boolean;
  show: (due: readonly EventReminder[]) => void;
}

const waitOf = (reminders: readonly Reminder[], now: number): number => {
  const next = nextReminder(reminders, now);
  return next === null ? LOOK_EVERY_MS : Math.min(next - now, LOOK_EVERY_MS);
};

const nothing = (): void => {};

/** Shows what becomes due, until the returned function is called. */
export const startReminders = (store: Store, { canShow, show }: Ports): (() => void) => {
  let reminders: EventReminder[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let unwatch = nothing;
  let date = "";
  let over = false;

  const look = async (): Promise<void> => {
    clearTimeout(timer);
    if (over) return;
    const now = Date.now();
    if (localDate(now) !== date) follow();
    timer = setTimeout(() => void look(), waitOf(reminders, now));
    if (!canShow() || !reminders.some(({ at }) => at <= now)) return;
    try {
      const due = await claimReminders(store.db, reminders, now);
      if (due.length > 0 && !over) show(due);
    } catch (error) {
      // Nothing counts as shown then: the next look tries again.
      console.warn("reminders: not looked up", error);
    }
  };

  /** Follows the events near today's date. */
  const follow = (): void => {
    unwatch();
    date = localDate(Date.now());
    const day = date;
    unwatch = watch(
      () => remindersNear(store.db, day, deviceZone()),
      (found) => {
        reminders = found;
        void look();
      },
      (error) => console.warn("reminders: not read", error),
    );
  };

  const seen = () => void look();
  const events = [
    [document, "visibilitychange"],
    [globalThis, "focus"],
    [globalThis, "pageshow"],
  ] as const;
  for (const [target, name] of events) target.addEventListener(name, seen);
  follow();
  void look();
  return () => {
    over = true;
    clearTimeout(timer);
    unwatch();
    for (const [target, name] of events) target.removeEventListener(name, seen);
  };
};
