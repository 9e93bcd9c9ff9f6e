/** A student's events as an iCalendar file (RFC 5545) that any calendar can read. */
import { athroOf } from "../athros.ts";
import { dateOf, daysBetween } from "../civil.ts";
import { lastDate } from "../recurrence/expand.ts";
import { endOn } from "../recurrence/length.ts";
import { partOf } from "../recurrence/occurrences.ts";
import { byDate } from "../recurrence/overrides.ts";
import { parseRule } from "../recurrence/rule.ts";
import { type CalendarEvent, type Columns, FIELD_GROUPS } from "../tables.ts";
import { escapeText, fold } from "./line.ts";
import { CANCELLED_BY_FILE } from "./marks.ts";
import { faceMs, icsTime, instantAt, type Offset, offsetOf, zoneLines } from "./zone.ts";

/** An event as stored; groups may be lacking. */
export type IcsEvent = { id: string; deleted?: boolean } & Pick<
  CalendarEvent,
  "all_day" | "starts_at" | "ends_at" | "zone"
> &
  Partial<CalendarEvent>;
export type IcsOverride = { id: string; deleted?: boolean } & Partial<
  Columns["calendar_overrides"]
> &
  Pick<Columns["calendar_overrides"], "event_id" | "original_start">;

/** So long after the start of a series its zone is described at most: what rules on clocks there will be then, no one knows. */
const DESCRIBED_MAX_MS = 20 * 366 * 86_400_000;

/** The file's text, piece by piece. `now`: ms since 1970. Deleted events are left out. */
export function* calendarText(
  events: readonly IcsEvent[],
  overrides: readonly IcsOverride[],
  now: number,
): Generator<string> {
  const kept = events.filter(isKept);
  const byEvent = changesOf(kept, overrides);
  const zones = zonesOf(kept, overrides);
  yield lines([
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Athro//Athro//EN",
    "CALSCALE:GREGORIAN",
  ]);
  for (const [name, { offset, from, to }] of zones)
    if (offset) yield lines(zoneLines(name, offset, from, to));
  const stamp = `DTSTAMP:${icsTime(now)}Z`;
  for (const event of kept) {
    const changed = event.rrule ? (byEvent.get(event.id) ?? []) : [];
    yield lines(eventLines(event, changed, stamp, zones));
  }
  yield lines(["END:VCALENDAR"]);
}

/** One change for each time of each event. */
const changesOf = (
  events: readonly IcsEvent[],
  overrides: readonly IcsOverride[],
): ReadonlyMap<string, IcsOverride[]> => {
  const owners = new Map(events.map((event) => [event.id, event]));
  const part = (one: IcsOverride): string => partOf(owners, one);
  const found = new Map<string, IcsOverride[]>();
  for (const one of byDate(overrides.filter(isKept), part).values()) {
    const changes = found.get(part(one));
    if (changes) changes.push(one);
    else found.set(part(one), [one]);
  }
  return found;
};

const isKept = ({ deleted }: { deleted?: boolean }): boolean => deleted !== true;

const lines = (all: readonly string[]): string => all.map(fold).join("");

/** A zone that is named, and the time for which it has to be described, ms. */
interface Named {
  offset: Offset | null;
  from: number;
  to: number;
}

type Zones = ReadonlyMap<string, Named>;

const zonesOf = (events: readonly IcsEvent[], overrides: readonly IcsOverride[]): Zones => {
  const zones = new Map<string, Named>();
  const name = (zone: string, starts: string, ends: string, more = 0): void => {
    const known = zones.get(zone) ?? { offset: offsetOf(zone), from: Infinity, to: -Infinity };
    const from = Math.min(known.from, faceMs(starts));
    zones.set(zone, { ...known, from, to: Math.max(known.to, faceMs(ends) + more) });
  };
  const timed = events.filter((one) => !one.all_day);
  for (const one of timed) name(one.zone, one.starts_at, one.ends_at, repeatedMs(one));
  const repeating = new Map(timed.filter((one) => one.rrule).map((one) => [one.id, one]));
  for (const one of overrides) {
    const event = repeating.get(one.event_id);
    if (event && one.starts_at && one.ends_at)
      name(one.zone ?? event.zone, one.starts_at, one.ends_at);
  }
  return zones;
};

/** How long a series goes on, ms. */
const repeatedMs = ({ rrule, starts_at }: IcsEvent): number => {
  const rule = rrule ? parseRule(rrule) : null;
  if (!rule) return 0;
  const start = dateOf(starts_at);
  const days = daysBetween(start, lastDate({ start, rule })) + 1;
  return Math.min(days * 86_400_000, DESCRIBED_MAX_MS);
};

/** Groups of which an override has values of its own. */
const ownGroups = (override: IcsOverride): string[] =>
  Object.entries(FIELD_GROUPS.calendar_overrides)
    .filter(([group]) => !NOT_OWN.has(group))
    .filter(([, columns]) =>
      columns.some((name) => ((override as Record<string, unknown>)[name] ?? null) !== null),
    )
    .map(([group]) => group);

/** Of a time that a file had cancelled: other calendars understand it as any. */
const EXDATE_OF_FILE = "EXDATE;X-ATHRO-IMPORTED=TRUE";

const NOT_OWN = new Set(["origin", "cancelled", "source", "deleted"]);

const eventLines = (
  event: IcsEvent,
  overrides: readonly IcsOverride[],
  stamp: string,
  zones: Zones,
): string[] => {
  const at = (one: IcsOverride): string => dateOf(one.original_start) + event.starts_at.slice(10);
  // What was cancelled and nothing else.
  const isPlain = (one: IcsOverride): boolean =>
    one.cancelled === true &&
    [undefined, null, CANCELLED_BY_FILE].includes(one.imported) &&
    ownGroups(one).length === 0;
  // What was changed or cancelled once, and then brought back, is as the rule has it.
  const isNothing = (one: IcsOverride): boolean =>
    one.cancelled !== true && !one.imported && ownGroups(one).length === 0;
  // Without times of its own it is when the rule has it, and not when the series begins.
  const byRule = (one: IcsOverride): Pick<IcsEvent, "starts_at" | "ends_at"> => ({
    starts_at: at(one),
    ends_at: endOn(dateOf(one.original_start), event),
  });
  const changed = overrides.filter((one) => !isPlain(one) && !isNothing(one));
  const exceptions = overrides
    .filter(isPlain)
    .map((one) => timeLine(one.imported ? EXDATE_OF_FILE : "EXDATE", at(one), event, zones));
  const rule = event.rrule ? [`RRULE:${untilInUtc(event.rrule, event, zones)}`] : [];
  return [
    ...component(event, stamp, zones, [...rule, ...exceptions]),
    ...changed.flatMap((one) =>
      component({ ...event, ...byRule(one), ...given(one), id: event.id }, stamp, zones, [
        timeLine("RECURRENCE-ID", at(one), event, zones),
        ...(one.cancelled === true ? ["STATUS:CANCELLED"] : []),
        `X-ATHRO-OWN:${ownGroups(one).join(" ")}`,
      ]),
    ),
  ];
};

/** Where null is a value too. */
const OPEN = new Set(["athro_id", "imported"]);

/** What an override says of its own; null means: as in the event. */
const given = (override: IcsOverride): Partial<IcsEvent> => {
  const { imported, athro_id, ...rest } = override;
  // Of these, the series has its own.
  const own = { ...rest, imported: imported ?? null, created_at: null };
  const athro = athro_id === null || athro_id === undefined ? {} : { athro_id: athro_id || null };
  return Object.fromEntries(
    Object.entries({ ...own, ...athro }).filter(
      ([name, value]) => OPEN.has(name) || (value !== null && value !== undefined),
    ),
  ) as Partial<IcsEvent>;
};

const component = (
  event: IcsEvent,
  stamp: string,
  zones: Zones,
  more: readonly string[],
): string[] => {
  const { title = "", notes = "", location = "", kind, athro_id, priority } = event;
  const categories = [
    ...(kind ? [kind.toUpperCase()] : []),
    ...(athro_id ? [escapeText(athroOf(athro_id).name)] : []),
  ];
  return [
    "BEGIN:VEVENT",
    `UID:${event.uid ? escapeText(event.uid) : `${event.id}@athro`}`,
    stamp,
    timeLine("DTSTART", event.starts_at, event, zones),
    // An end at the start is no end, to RFC 5545.
    ...(event.ends_at > event.starts_at ? [timeLine("DTEND", event.ends_at, event, zones)] : []),
    ...more,
    `SUMMARY:${escapeText(title)}`,
    ...(notes === "" ? [] : [`DESCRIPTION:${escapeText(notes)}`]),
    ...(location === "" ? [] : [`LOCATION:${escapeText(location)}`]),
    ...(categories.length === 0 ? [] : [`CATEGORIES:${categories.join(",")}`]),
    ...(priority ? ["PRIORITY:1"] : []),
    ...ownLines(event, zones),
    ...(event.reminders ?? []).flatMap((minutes) => alarmLines(minutes, title)),
    "END:VEVENT",
  ];
};

/** What RFC 5545 has no property for, so that nothing is lost on the way back. */
const ownLines = (event: IcsEvent, zones: Zones): string[] => {
  const { created_at, athro_id, confidence, zone, all_day } = event;
  const isFloating = all_day || !zones.get(zone)?.offset;
  return [
    ...(created_at ? [`X-ATHRO-CREATED:${created_at}`] : []),
    `X-ATHRO-ID:${escapeText(athro_id ?? "")}`,
    ...(event.imported ? [`X-ATHRO-IMPORTED:${event.imported}`] : []),
    ...(confidence === undefined ? [] : [`X-ATHRO-CONFIDENCE:${confidence ?? "-"}`]),
    ...(isFloating ? [`X-ATHRO-ZONE:${zone}`] : []),
  ];
};

const alarmLines = (minutes: number, title: string): string[] => [
  "BEGIN:VALARM",
  "ACTION:DISPLAY",
  `DESCRIPTION:${escapeText(title || "Athro")}`,
  `TRIGGER:${minutes < 0 ? "" : "-"}PT${Math.abs(minutes)}M`,
  "END:VALARM",
];

/** A property that is a date for an all-day event, and a time in the event's zone otherwise; of an unknown zone, as every clock shows it. */
const timeLine = (
  name: string,
  wall: string,
  { all_day, zone }: Pick<IcsEvent, "all_day" | "zone">,
  zones: Zones,
): string => {
  const time = icsTime(faceMs(wall));
  if (all_day) return `${name};VALUE=DATE:${time.slice(0, 8)}`;
  return zones.get(zone)?.offset ? `${name};TZID=${zone}:${time}` : `${name}:${time}`;
};

/** RFC 5545 wants the end of a rule in UTC where the start has a zone, and as a date where it is one. */
const untilInUtc = (rule: string, event: IcsEvent, zones: Zones): string =>
  rule.replace(/UNTIL=(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})(Z?))?/, (whole, ...found) => {
    const [year, month, day, hour = "23", minute = "59", second = "59", utc] = found as (
      | string
      | undefined
    )[];
    if (event.all_day) return `UNTIL=${year}${month}${day}`;
    const offset = zones.get(event.zone)?.offset;
    if (utc === "Z" || !offset) return String(whole);
    const wall = `${year}-${month}-${day}T${hour}:${minute}:${second}`;
    return `UNTIL=${icsTime(instantAt(wall, offset))}Z`;
  });
