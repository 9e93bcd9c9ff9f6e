/** Reads a calendar file, of whatever program, as records of this app. Loaded when a student imports one: ical.js knows the format. */
import ICAL from "ical.js";
import { addDays, dateOf, daysBetween } from "../civil.ts";
import { importedId, overrideId } from "../ids.ts";
import { isLongerThan } from "../legacy/json.ts";
import { UID_LENGTH_MAX } from "../limits.ts";
import type { GroupValues } from "../mutation.ts";
import { originalOn } from "../recurrence/overrides.ts";
import { blocksOf } from "./blocks.ts";
import {
  contentOf,
  isCancelled,
  isOwn,
  originOf,
  studyOf,
  textOf,
  type Times,
  timesOf,
  titleOf,
} from "./entry.ts";
import { CANCELLED_BY_FILE, marksText } from "./marks.ts";
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

const uidOf = (event: ICAL.Component, block: string): string =>
  textOf(event, "uid").trim() || `${titleOf(event)} ${block.length} ${textOf(event, "dtstart")}`;

const idOf = (uid: string): string => OWN_UID.exec(uid)?.[1] ?? importedId(uid);

const CANCELLED = { cancelled: { cancelled: true } };

const skippedAs = (read: ReadCalendar, title: string, date: string, reason: IcsSkip): void => {
  read.skipped.push({ title, date, reason });
};

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
    const marks = isOfFile ? CANCELLED_BY_FILE : null;
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
