/** Which reminders are to be sent now, by the app's own rules of recurrence, of zones and of what is due. */
import { addDays, dateOf } from "../../../src/model/civil.ts";
import { offsetOf, wallAt } from "../../../src/model/ics/zone.ts";
import {
  type EventRecord,
  type OccurrenceOf,
  occurrencesOf,
  partOf,
} from "../../../src/model/recurrence/occurrences.ts";
import { byDate, type OverrideRecord } from "../../../src/model/recurrence/overrides.ts";
import { REMINDER_BEFORE_MAX_MIN } from "../../../src/model/limits.ts";
import {
  dueReminders,
  nextReminder,
  type Reminder,
  remindersOfEvents,
} from "../../../src/model/reminders/due.ts";
import { reminders as welsh } from "../../../src/ui/i18n/cy/reminders.ts";
import { reminders as english } from "../../../src/ui/i18n/en/reminders.ts";
import { reminderWhen } from "../../../src/ui/i18n/reminder-when.ts";
import type { EventPart, OverridePart, Push, StudentWork, Subscription } from "./calls.ts";

/** What is older is told of by the app when it is opened, ms. The database holds to it too (athro.claim_pushes). */
const WINDOW_MS = 5 * 60_000;
/** A student in whose calendar nothing is near is looked at again after this long, ms. */
const LOOK_AGAIN_MS = 24 * 3_600_000;

type Occurrence = OccurrenceOf<EventRecord>;

/** A reminder as the worker of the app understands it (sw/remind.ts). Nothing that it does not need. */
interface Message {
  user: string;
  key: string;
  /** When the reminder came, and when it is too late for it, ms. */
  at: number;
  ends: number;
  title: string;
  /** When the event is, in words. */
  when: string;
  /** The title's place on a device that others use too. */
  private: string;
  /** Of the event. */
  date: string;
}

export interface Sending {
  push: Push;
  subscription: Subscription;
  message: Message;
}

export interface Plan {
  sendings: readonly Sending[];
  /** When to look at this student again, ms. */
  next: number;
}

const whole = (event: EventPart): EventRecord => ({
  ...event,
  deleted: false,
  created_at: "",
  kind: "other",
  athro_id: null,
  notes: "",
  location: "",
  confidence: null,
  priority: false,
  uid: null,
  imported: null,
});

const wholeOverride = (override: OverridePart): OverrideRecord => ({
  ...override,
  deleted: false,
  kind: null,
  athro_id: null,
  notes: null,
  location: null,
});

/** What happens around an instant, as far as reminders may come of it within two days. */
const occurrencesNear = ({ calendar }: StudentWork, now: number): Occurrence[] => {
  const events = calendar.events.map(whole);
  const owners = new Map(events.map((event) => [event.id, event]));
  // What was changed of a time belongs to the part of the series that goes on there.
  const overrides = byDate(calendar.overrides.map(wholeOverride), (one) => partOf(owners, one));
  const today = new Date(now).toISOString().slice(0, 10);
  return occurrencesOf(
    {
      single: events.filter(({ rrule }) => rrule === null),
      series: events.filter(({ rrule }) => rrule !== null),
      overrides,
      owners,
    },
    `${addDays(today, -2)}T00:00:00`,
    `${addDays(today, REMINDER_BEFORE_MAX_MIN / 1440 + 3)}T00:00:00`,
  );
};

/** Ends soon, whatever a student has written: the database gives some thousands of records at most, each of which comes to an end. */
export const planOf = (work: StudentWork, now: number): Plan => {
  const occurrences = occurrencesNear(work, now).filter((one) => (one.reminders ?? []).length > 0);
  const plans = work.subscriptions.map((subscription): Plan => {
    const reminders = remindersOfEvents(occurrences, subscription.zone);
    const recent = reminders.filter(({ at }) => at > now - WINDOW_MS);
    return {
      sendings: dueReminders(recent, now, {}).map((one) => ({
        push: { subscription: subscription.id, key: one.event.key, at: one.at },
        subscription,
        message: messageOf(work.user, one, subscription, now),
      })),
      next: nextReminder(reminders, now) ?? Infinity,
    };
  });
  return {
    sendings: plans.flatMap(({ sendings }) => sendings),
    next: Math.min(now + LOOK_AGAIN_MS, ...plans.map(({ next }) => next)),
  };
};

const messageOf = (
  user: string,
  { event, at, ends }: Reminder<Occurrence>,
  { language, zone }: Subscription,
  now: number,
): Message => {
  const words = language === "cy" ? welsh : english;
  const offset = offsetOf(zone);
  const today = offset ? dateOf(wallAt(now, offset)) : "";
  return {
    user,
    key: event.key,
    at,
    ends,
    title: event.title || words.untitled,
    when: reminderWhen(words, language, event, { today, zone }),
    private: words.private,
    date: dateOf(event.starts_at),
  };
};
