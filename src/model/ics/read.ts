/** Reads a calendar file, of whatever program, as records of this app. Loaded when a student imports one: ical.js knows the format. */
import ICAL from "ical.js";
import { addDays, dateOf, daysBetween } from "../civil.ts";
import { importedId, overrideId } from "../ids.ts";
import { isAthroId } from "../legacy/athro-id.ts";
import { isLongerThan } from "../legacy/json.ts";
import {
  NOTES_LENGTH_MAX,
  REMINDER_AFTER_MAX_MIN,
  REMINDER_BEFORE_MAX_MIN,
  REMINDERS_MAX,
  TITLE_LENGTH_MAX,
  UID_LENGTH_MAX,
} from "../limits.ts";
import type { GroupValues } from "../mutation.ts";
import { originalOn } from "../recurrence/overrides.ts";
import { EVENT_KINDS } from "../tables.ts";
import { cleanText } from "../text.ts";
import { blocksOf } from "./blocks.ts";
import { marksText } from "./marks.ts";
import { readRule } from "./read-rule.ts";
import { type Clock, readZones } from "./read-zones.ts";

/** A record of a file: the groups that the file speaks of. */
export interface IcsRecord {
  table: "calendar_events" | "calendar_overrides";
  id: string;
  /** For the preview. */
  title: string;
  date: string;
  set: Record<string, GroupValues>;
}

/** Why an entry of a file stays out. */
export type IcsSkip = "cancelled" | "start" | "rule" | "broken" | "range";

export interface Skipped {
  title: string;
  date: string;
  reason: IcsSkip;
}

export interface ReadCalendar {
  /** Events before their changed times. */
  records: IcsRecord[];
  skipped: Skipped[];
  /** Of what was skipped, events that the file says are cancelled: they may be here from before. */
  cancelled: { id: string; skipped: Skipped }[];
  /** Of what was skipped, single times that the file says are cancelled, of series that it does not hold. `in`: the record, on the clock of a zone. */
  cancelledTimes: { event: string; skipped: Skipped; in: (zone: string) => IcsRecord }[];
}

const OWN_UID = /^([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})@athro$/;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?(Z|[+-]\d\d:\d\d)$/;
/** Entries between two pauses. */
const SLICE = 40;

/**
 * Reads a file's text; `zone` is for times that name none. Yields between slices, so that the page stays at hand. Null for what is no
 * calendar, or only a part of one.
 */
export function* readCalendar(
  text: string,
  zone: string,
): Generator<undefined, ReadCalendar | null> {
  const blocks = yield* blocksOf(text);
  if (!blocks) return null;
  const clock = readZones(blocks, zone);
  const read: ReadCalendar = { records: [], skipped: [], cancelled: [], cancelledTimes: [] };
  const masters = new Map<string, Times>();
  const changed: [ICAL.Component, string][] = [];
  for (const [index, block] of blocks.events.entries()) {
    if (index % SLICE === SLICE - 1) yield;
    const event = parse(block);
    if (!event) read.skipped.push({ title: "", date: "", reason: "broken" });
    else if (event.hasProperty("recurrence-id")) changed.push([event, block]);
    else readEvent(event, clock, block, read, masters);
  }
  for (const [index, [event, block]] of changed.entries()) {
    if (index % SLICE === SLICE - 1) yield;
    readChanged(event, clock, block, read, masters);
  }
  return { ...read, records: lastOfEach(read.records) };
}

/** Of two entries with one UID, the later counts; events come first. */
const lastOfEach = (records: readonly IcsRecord[]): IcsRecord[] => {
  const unique = [...new Map(records.map((one) => [one.id, one])).values()];
  return unique.toSorted(
    (a, b) => Number(a.table === "calendar_overrides") - Number(b.table === "calendar_overrides"),
  );
};

const parse = (block: string): ICAL.Component | null => {
  try {
    const calendar = `BEGIN:VCALENDAR\r\n${block}\r\nEND:VCALENDAR`;
    return ICAL.Component.fromString(calendar).getFirstSubcomponent("vevent");
  } catch {
    return null;
  }
};

const textOf = (event: ICAL.Component, name: string): string => {
  const value: unknown = event.getFirstPropertyValue(name);
  return value === null || value === undefined ? "" : cleanText(String(value));
};

/** As much of a text as there is room for. */
const short = (text: string, max: number): string =>
  isLongerThan(text, max) ? `${text.slice(0, max - 1).replace(/[\ud800-\udbff]$/, "")}…` : text;

/** Whether this app wrote it. */
const isOwn = (event: ICAL.Component): boolean => event.hasProperty("x-athro-id");

const titleOf = (event: ICAL.Component): string => {
  const title = textOf(event, "summary");
  return short(isOwn(event) ? title : title.replace(/\s+/g, " ").trim(), TITLE_LENGTH_MAX);
};

interface Times {
  id: string;
  all_day: boolean;
  starts_at: string;
  ends_at: string;
  zone: string;
}

const timesOf = (event: ICAL.Component, clock: Clock, id: string): Times | null => {
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

const uidOf = (event: ICAL.Component, block: string): string =>
  textOf(event, "uid").trim() || `${titleOf(event)} ${block.length} ${textOf(event, "dtstart")}`;

const idOf = (uid: string): string => OWN_UID.exec(uid)?.[1] ?? importedId(uid);

const CANCELLED = { cancelled: { cancelled: true } };

const skippedAs = (read: ReadCalendar, title: string, date: string, reason: IcsSkip): void => {
  read.skipped.push({ title, date, reason });
};

const isCancelled = (event: ICAL.Component): boolean =>
  textOf(event, "status").trim().toUpperCase() === "CANCELLED";

const readEvent = (
  event: ICAL.Component,
  clock: Clock,
  block: string,
  read: ReadCalendar,
  masters: Map<string, Times>,
): void => {
  const uid = uidOf(event, block);
  const title = titleOf(event);
  const times = timesOf(event, clock, idOf(uid));
  if (!times) return skippedAs(read, title, "", "start");
  const date = dateOf(times.starts_at);
  if (isCancelled(event)) {
    const skipped: Skipped = { title, date, reason: "cancelled" };
    read.skipped.push(skipped);
    return void read.cancelled.push({ id: times.id, skipped });
  }
  const rule = textOf(event, "rrule");
  const rrule =
    rule === "" ? null : readRule(rule, times.starts_at, (utc) => clock.utc(utc, times.zone));
  if (rrule === undefined) return skippedAs(read, title, date, "rule");
  const kept = OWN_UID.test(uid) || isLongerThan(uid, UID_LENGTH_MAX) ? null : uid;
  read.records.push(eventRecord(event, times, { repeat: { rrule }, ...originOf(event) }, kept));
  for (const original of datesOf(event.getAllProperties("rdate"), clock, times)) {
    if (original === times.starts_at) continue;
    // Further dates of their own are events of their own.
    const more = { ...shifted(times, original), id: importedId(`${uid} ${original}`) };
    read.records.push(eventRecord(event, more, { repeat: { rrule: null } }, null));
  }
  if (rrule === null) return;
  masters.set(uid, times);
  // Remembered, so that it can be told from what the student cancelled once the file has it no more.
  for (const property of event.getAllProperties("exdate")) {
    const isOfFile = !isOwn(event) || property.getParameter("x-athro-imported") !== undefined;
    const marks = isOfFile ? marksText(CANCELLED) : null;
    for (const original of datesOf([property], clock, times))
      read.records.push(overrideRecord(times.id, original, title, CANCELLED, marks));
  }
};

const readChanged = (
  event: ICAL.Component,
  clock: Clock,
  block: string,
  read: ReadCalendar,
  masters: ReadonlyMap<string, Times>,
): void => {
  const uid = uidOf(event, block);
  const title = titleOf(event);
  const property = event.getFirstProperty("recurrence-id");
  const at = property && clock.read(property);
  const master = masters.get(uid);
  const times = timesOf(event, clock, idOf(uid));
  if (!at || !times) return skippedAs(read, title, "", "start");
  if (!master) {
    if (isCancelled(event)) {
      const skipped: Skipped = { title, date: dateOf(at.wall), reason: "cancelled" };
      read.skipped.push(skipped);
      // Nothing is remembered of it: a file of the whole series that does not know of it does not bring it back.
      return void read.cancelledTimes.push({
        event: times.id,
        skipped,
        in: (zone) => overrideRecord(times.id, clock.inZone(at, zone), title, CANCELLED, null),
      });
    }
    // One time of a series that is not in the file.
    const one = { ...times, id: importedId(`${uid} ${at.wall}`) };
    return void read.records.push(eventRecord(event, one, { repeat: { rrule: null } }, null));
  }
  const original = clock.inZone(at, master.zone);
  // A change of all that follow too is read as one of this alone, and told.
  if (/^THISANDFUTURE$/i.test(String(property.getParameter("range"))))
    skippedAs(read, title, dateOf(original), "range");
  const all = { ...contentOf(event), time: groupOf(times) };
  const set = event.hasProperty("x-athro-own")
    ? picked(all, textOf(event, "x-athro-own").split(" "))
    : all;
  const cancelled = { cancelled: isCancelled(event) };
  const marks = marksFor(event, { cancelled, ...set });
  read.records.push(overrideRecord(master.id, original, title, { cancelled, ...set }, marks));
};

/** What is remembered of what the file says; of what this app wrote itself, what it remembered then. */
const marksFor = (
  event: ICAL.Component,
  set: Readonly<Record<string, GroupValues>>,
): string | null => (isOwn(event) ? textOf(event, "x-athro-imported") || null : marksText(set));

/** Of an override that this app wrote, the groups that are its own. */
const picked = (
  all: Readonly<Record<string, GroupValues>>,
  names: readonly string[],
): Record<string, GroupValues> =>
  Object.fromEntries(Object.entries(all).filter(([group]) => names.includes(group)));

const eventRecord = (
  event: ICAL.Component,
  times: Times,
  more: Record<string, GroupValues>,
  uid: string | null,
): IcsRecord => {
  const title = titleOf(event);
  const set = { ...contentOf(event), ...studyOf(event), time: groupOf(times), ...more };
  const { origin: _, ...marked } = set as Record<string, GroupValues>;
  const source = { uid, imported: marksFor(event, marked) };
  const date = dateOf(times.starts_at);
  return { table: "calendar_events", id: times.id, title, date, set: { ...set, source } };
};

const overrideRecord = (
  event_id: string,
  at: string,
  title: string,
  set: Record<string, GroupValues>,
  imported: string | null,
): IcsRecord => {
  const original_start = originalOn(at);
  return {
    table: "calendar_overrides",
    id: overrideId(event_id, original_start),
    title,
    date: dateOf(at),
    set: { ...set, source: { imported }, origin: { event_id, original_start } },
  };
};

const groupOf = ({ all_day, starts_at, ends_at, zone }: Times): GroupValues => ({
  all_day,
  starts_at,
  ends_at,
  zone,
});

/** An event's times from another start on. */
const shifted = (times: Times, start: string): Times => {
  const days = daysBetween(dateOf(times.starts_at), dateOf(times.ends_at));
  return {
    ...times,
    starts_at: start,
    ends_at: addDays(dateOf(start), days) + times.ends_at.slice(10),
  };
};

const datesOf = (
  properties: readonly ICAL.Property[],
  clock: Clock,
  { starts_at, zone }: Times,
): string[] =>
  properties
    .flatMap((property) => clock.readAll(property))
    .map((at) => (at.all_day ? dateOf(at.wall) + starts_at.slice(10) : clock.inZone(at, zone)));

const originOf = (event: ICAL.Component): Record<string, GroupValues> => {
  const exact = textOf(event, "x-athro-created");
  if (INSTANT.test(exact)) return { origin: { created_at: exact } };
  return {};
};

/** What the events of any calendar have. */
const contentOf = (event: ICAL.Component): Record<string, GroupValues> => {
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
const studyOf = (event: ICAL.Component): Record<string, GroupValues> => {
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
