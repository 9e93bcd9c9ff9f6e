/** The pieces that changes of a series are made of. */
import { addDays, dateOf } from "../model/civil.ts";
import type { EventFields } from "../model/event-input.ts";
import { overrideId } from "../model/ids.ts";
import { fallsOn, lastDate } from "../model/recurrence/expand.ts";
import { occurrenceOn } from "../model/recurrence/occurrences.ts";
import { CANCELLED_BY_FILE } from "../model/ics/marks.ts";
import type { Move } from "../model/recurrence/moved-dates.ts";
import { originalOn } from "../model/recurrence/overrides.ts";
import { parseRule, type Rule, ruleText } from "../model/recurrence/rule.ts";
import { byColumn, FIELD_GROUPS } from "../model/tables.ts";
import type { AthroDatabase } from "./database.ts";
import type { EventRow } from "./events.ts";
import { inZone } from "./in-zone.ts";
import { joinedBy, type OverrideRow, recordsOf, recordsOn } from "./overrides.ts";
import { type Edit, edit } from "./write.ts";

/** What is changed of an event: whole groups of columns. */
export type Changes = Partial<EventFields>;

/** Groups of a series that one of its times may have of its own. */
const OWN_GROUPS = ["title", "time", "kind", "athro", "notes", "reminders"] as const;

type OwnGroup = (typeof OWN_GROUPS)[number];

const columnsOf = (group: OwnGroup): readonly string[] => FIELD_GROUPS.calendar_overrides[group];

/** All that an override may have, with nothing of its own. */
const NOTHING: Readonly<Record<OwnGroup, Record<string, null>>> = Object.fromEntries(
  OWN_GROUPS.map((group) => [
    group,
    Object.fromEntries(columnsOf(group).map((name) => [name, null])),
  ]),
) as Record<OwnGroup, Record<string, null>>;

/** The groups that changes are in. */
const ownGroups = (changes: Changes): OwnGroup[] =>
  OWN_GROUPS.filter((group) => columnsOf(group).some((name) => name in changes));

/** What was changed of a series' times, as one record for each. */
export interface Overrides {
  all: OverrideRow[];
  /** Makes them so where there are several of one time: they come to the first, and the others go. */
  joining: Edit[];
}

const joinedOf = (eventId: string, records: readonly OverrideRow[]): Overrides => {
  const all = joinedBy(eventId, records);
  const joining = records.flatMap((one): Edit[] => {
    const kept = all.find(({ id }) => id === one.id);
    if (!kept) return [dropOverride(one)];
    const groups = [...OWN_GROUPS, "cancelled"] as const;
    const more = groups.filter((group) => !sameGroup(group, one, kept));
    const set = more.map((group) => [group, valuesOf(group, kept)] as const);
    return more.length > 0
      ? [edit("calendar_overrides", one.id, Object.fromEntries(set) as Edit["set"])]
      : [];
  });
  return { all, joining };
};

const valuesOf = (group: OwnGroup | "cancelled", row: OverrideRow): Record<string, unknown> => {
  const values = byColumn(row);
  return Object.fromEntries(
    FIELD_GROUPS.calendar_overrides[group].map((name) => [
      name,
      values[name] ?? (name === "cancelled" ? false : null),
    ]),
  );
};

const sameGroup = (group: OwnGroup | "cancelled", a: OverrideRow, b: OverrideRow): boolean =>
  JSON.stringify(valuesOf(group, a)) === JSON.stringify(valuesOf(group, b));

/** What was changed of a series' time on a date; as it was last, if it was deleted since. */
export const overrideOn = async (
  db: AthroDatabase,
  eventId: string,
  date: string,
): Promise<{ override: OverrideRow | undefined; joining: Edit[] }> => {
  const { all, joining } = joinedOf(eventId, await inZone(recordsOn(db, eventId, date)));
  const deleted = await db.calendar_overrides.get(overrideId(eventId, originalOn(date)));
  return { override: all[0] ?? deleted, joining };
};

/** What was changed of all times of a series. */
export const overridesOf = async (db: AthroDatabase, eventId: string): Promise<Overrides> =>
  joinedOf(eventId, await inZone(recordsOf(db, eventId)));

/** Gives one time of a series values of its own, or cancels it. */
export const editOverride = (
  event: EventRow,
  original: string,
  before: OverrideRow | undefined,
  changes: Changes | "cancel",
): Edit => {
  const original_start = before?.original_start ?? originalOn(original);
  const id = before?.id ?? overrideId(event.id, original_start);
  const isNew = !before || before.deleted;
  return edit("calendar_overrides", id, {
    ...(isNew ? { origin: { event_id: event.id, original_start } } : {}),
    // What it had before it was deleted. A new record says nothing of it, so that another device's edit of the same time stands.
    ...(before?.deleted ? NOTHING : {}),
    ...(changes === "cancel" || before?.deleted || before?.cancelled
      ? { cancelled: { cancelled: changes === "cancel" } }
      : {}),
    ...(changes === "cancel" ? byHand(before) : ownValues(changes)),
    ...(isNew ? { deleted: { deleted: false } } : {}),
  });
};

/** What the student cancels is theirs, whatever a file had cancelled before. */
const byHand = (before: OverrideRow | undefined): Edit["set"] => {
  const marks = before?.imported?.split(" ") ?? [];
  const others = marks.filter((one) => one !== CANCELLED_BY_FILE);
  return others.length === marks.length ? {} : { source: { imported: others.join(" ") || null } };
};

const ownValues = (changes: Changes): Record<string, Record<string, unknown>> =>
  Object.fromEntries(
    ownGroups(changes).map((group) => [
      group,
      Object.fromEntries(
        columnsOf(group).map((name) => [
          name,
          // None, whatever the event has, is another thing than: as in the event.
          name === "athro_id"
            ? (changes.athro_id ?? "")
            : (changes as Record<string, unknown>)[name],
        ]),
      ),
    ]),
  );

/** Lets one time of a series have again what the series has, in the groups that were changed for all. */
export const followSeries = (before: OverrideRow, changes: Changes): Edit | null => {
  const groups = ownGroups(changes).filter((group) =>
    columnsOf(group).some((name) => (byColumn(before)[name] ?? null) !== null),
  );
  if (groups.length === 0) return null;
  const set = Object.fromEntries(groups.map((group) => [group, NOTHING[group]]));
  return edit("calendar_overrides", before.id, set);
};

export const dropOverride = ({ id }: OverrideRow): Edit =>
  edit("calendar_overrides", id, { deleted: { deleted: true } });

/** What becomes of the overrides of a series that is changed, or goes on as another event. */
export interface Moved {
  edits: Edit[];
  /** Changed times that the new rule does not make: they stay as they are, each by itself. */
  outside: number;
}

/**
 * Takes overrides along: `move` tells where each date of the series goes. A cancelled time that the new rule does not make is no more; a changed
 * one stays where it is. So too of several that would come to one date, all but the first that was changed. Where the lesson on `opened` goes,
 * which the student had before their eyes, no other comes.
 */
export const takeAlong = (
  overrides: readonly OverrideRow[],
  from: EventRow,
  to: Pick<EventRow, "id" | "starts_at" | "rrule">,
  move: Move,
  opened: string,
): Moved => {
  const rule = to.rrule ? parseRule(to.rrule) : null;
  const moved: Moved = { edits: [], outside: 0 };
  if (!rule) return { edits: overrides.map(dropOverride), outside: 0 };
  const series = { start: dateOf(to.starts_at), rule };
  const own = fallsOn(series, move(opened)) ? move(opened) : null;
  const targets = new Map<string, OverrideRow>();
  const left: OverrideRow[] = [];
  for (const one of overrides.toSorted((a, b) => Number(!!a.cancelled) - Number(!!b.cancelled))) {
    const date = dateOf(one.original_start);
    const next = move(date);
    const isFree = date === opened || next !== own;
    if (isFree && fallsOn(series, next) && !targets.has(next)) targets.set(next, one);
    else if (one.cancelled) moved.edits.push(dropOverride(one));
    else left.push(one);
  }
  for (const one of left) {
    const date = dateOf(one.original_start);
    // The name of its own date may be another's now; its times are its own in any case.
    let name = date;
    const isTaken = (): boolean =>
      targets.has(name) || name === own || (name !== date && fallsOn(series, name));
    while (isTaken()) name = addDays(name, -1);
    targets.set(name, name === date ? one : { ...one, ...timesOf(from, date, one) });
    moved.outside += 1;
  }
  for (const [target, one] of targets)
    if (to.id !== from.id || target !== dateOf(one.original_start))
      moved.edits.push(...rekeyed(one, to.id, originalOn(target)));
  // Of dates that change places among themselves, the new ones count.
  return { ...moved, edits: lastOfEach(moved.edits) };
};

const timesOf = (event: EventRow, date: string, one: OverrideRow): Partial<OverrideRow> => {
  const { all_day, starts_at, ends_at, zone } = occurrenceOn(event, date, one);
  return { all_day, starts_at, ends_at, zone };
};

const rekeyed = (one: OverrideRow, eventId: string, original: string): Edit[] => {
  const own = OWN_GROUPS.map((group) => [group, valuesOf(group, one)] as const);
  return [
    dropOverride(one),
    edit("calendar_overrides", overrideId(eventId, original), {
      origin: { event_id: eventId, original_start: original },
      cancelled: { cancelled: one.cancelled ?? false },
      ...Object.fromEntries(own),
      deleted: { deleted: false },
    }),
  ];
};

const lastOfEach = (edits: readonly Edit[]): Edit[] => {
  const made = new Set(
    edits.filter(({ set }) => "origin" in set).map(({ table, id }) => `${table} ${id}`),
  );
  return edits.filter(({ table, id, set }) => "origin" in set || !made.has(`${table} ${id}`));
};

/** Ends a series before a date; nothing where it ends by itself before, since it is not to grow longer. */
export const endBefore = (event: EventRow, rule: Rule, date: string): Edit[] =>
  lastDate({ start: dateOf(event.starts_at), rule }) < date
    ? []
    : [
        edit("calendar_events", event.id, {
          repeat: { rrule: ruleText({ ...rule, count: null, until: addDays(date, -1) }) },
        }),
      ];
