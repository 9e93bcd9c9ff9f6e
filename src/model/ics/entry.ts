/** What one entry of a calendar file says of an event, in the groups of this app. */
import ICAL from "ical.js";
import { addDays, dateOf } from "../civil.ts";
import { isAthroId } from "../legacy/athro-id.ts";
import { isLongerThan } from "../legacy/json.ts";
import {
  NOTES_LENGTH_MAX,
  REMINDER_AFTER_MAX_MIN,
  REMINDER_BEFORE_MAX_MIN,
  REMINDERS_MAX,
  TITLE_LENGTH_MAX,
} from "../limits.ts";
import type { GroupValues } from "../mutation.ts";
import { EVENT_KINDS } from "../tables.ts";
import { cleanText } from "../text.ts";
import type { Clock } from "./read-zones.ts";

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?(Z|[+-]\d\d:\d\d)$/;

export const textOf = (event: ICAL.Component, name: string): string => {
  const value: unknown = event.getFirstPropertyValue(name);
  return value === null || value === undefined ? "" : cleanText(String(value));
};

/** As much of a text as there is room for. */
const short = (text: string, max: number): string =>
  isLongerThan(text, max) ? `${text.slice(0, max - 1).replace(/[\ud800-\udbff]$/, "")}…` : text;

/** Whether this app wrote it. */
export const isOwn = (event: ICAL.Component): boolean => event.hasProperty("x-athro-id");

export const titleOf = (event: ICAL.Component): string => {
  const title = textOf(event, "summary");
  return short(isOwn(event) ? title : title.replace(/\s+/g, " ").trim(), TITLE_LENGTH_MAX);
};

/** When it is, on the clock of its zone. */
export interface Times {
  id: string;
  all_day: boolean;
  starts_at: string;
  ends_at: string;
  zone: string;
}

export const timesOf = (event: ICAL.Component, clock: Clock, id: string): Times | null => {
  const start = event.getFirstProperty("dtstart");
  const own = textOf(event, "x-athro-zone");
  const from = start && clock.read(start, own === "" ? undefined : own);
  if (!start || !from) return null;
  const end = event.getFirstProperty("dtend");
  const duration: unknown = event.getFirstPropertyValue("duration");
  const { all_day, wall, zone } = from;
  let ends = all_day ? `${addDays(dateOf(wall), 1)}T00:00:00` : wall;
  const given = end && clock.read(end, zone);
  if (given) ends = given.wall;
  else if (duration instanceof ICAL.Duration) ends = clock.after(from, duration.toSeconds());
  const shortest = all_day ? `${addDays(dateOf(wall), 1)}T00:00:00` : wall;
  return { id, all_day, zone, starts_at: wall, ends_at: ends < shortest ? shortest : ends };
};

export const isCancelled = (event: ICAL.Component): boolean =>
  textOf(event, "status").trim().toUpperCase() === "CANCELLED";

export const originOf = (event: ICAL.Component): Record<string, GroupValues> => {
  const exact = textOf(event, "x-athro-created");
  if (INSTANT.test(exact)) return { origin: { created_at: exact } };
  return {};
};

/** What the events of any calendar have. */
export const contentOf = (event: ICAL.Component): Record<string, GroupValues> => {
  const names = categoriesOf(event);
  const kind = EVENT_KINDS.find((one) => names.includes(one.toUpperCase()));
  const athro = textOf(event, "x-athro-id");
  const none = isOfOverride(event) ? "" : null;
  const reminders = remindersOf(event);
  return {
    title: { title: titleOf(event) },
    notes: {
      notes: short(textOf(event, "description"), NOTES_LENGTH_MAX),
      location: short(
        textOf(event, "location"),
        isOwn(event) ? NOTES_LENGTH_MAX : TITLE_LENGTH_MAX,
      ),
    },
    ...(kind ? { kind: { kind } } : {}),
    ...(isOwn(event) && isAthroId(athro || "none")
      ? { athro: { athro_id: athro === "" ? none : athro } }
      : {}),
    ...(reminders ? { reminders: { reminders } } : {}),
  };
};

/** None, whatever the series has, is another thing than: as the series. */
const isOfOverride = (event: ICAL.Component): boolean => event.hasProperty("recurrence-id");

/** What only this app's have. */
export const studyOf = (event: ICAL.Component): Record<string, GroupValues> => {
  if (!event.hasProperty("x-athro-confidence")) return {};
  const level = textOf(event, "x-athro-confidence");
  const confidence = /^(\d|10)$/.test(level) ? Number(level) : null;
  return { study: { confidence, priority: textOf(event, "priority") === "1" } };
};

const categoriesOf = (event: ICAL.Component): string[] =>
  event
    .getAllProperties("categories")
    .flatMap((property) => property.getValues() as unknown[])
    .map((name) => String(name).trim().toUpperCase());

/** Minutes before the start of each alarm that is told so; null where there is none. */
const remindersOf = (event: ICAL.Component): number[] | null => {
  const alarms = event.getAllSubcomponents("valarm");
  if (alarms.length === 0) return isOwn(event) ? [] : null;
  const minutes = alarms.flatMap((alarm) => {
    const property = alarm.getFirstProperty("trigger");
    const value: unknown = property?.getFirstValue();
    const isStart = String(property?.getParameter("related") ?? "START").toUpperCase() === "START";
    if (!(value instanceof ICAL.Duration) || !isStart) return [];
    const before = Math.round(-value.toSeconds() / 60);
    const fits = before <= REMINDER_BEFORE_MAX_MIN && before >= -REMINDER_AFTER_MAX_MIN;
    return fits ? [before === 0 ? 0 : before] : [];
  });
  return [...new Set(minutes)].slice(0, REMINDERS_MAX);
};
