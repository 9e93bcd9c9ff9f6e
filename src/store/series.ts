/** Changes of an event that repeats: of one of its times, of one and all that follow, or of all. Each is one transaction, and can be undone. */
import { occurrenceKey, occurrenceOn } from "../model/recurrence/occurrences.ts";
import { dateOf } from "../model/civil.ts";
import { splitId } from "../model/ids.ts";
import { countBefore } from "../model/recurrence/expand.ts";
import { parseRule, type Rule, ruleText } from "../model/recurrence/rule.ts";
import type { AthroDatabase } from "./database.ts";
import { editOf, type EventRow } from "./events.ts";
import { inZone } from "./in-zone.ts";
import type { OverrideRow } from "./occurrences.ts";
import {
  type Changes,
  dropOverride,
  editOverride,
  endedBefore,
  followSeries,
  type Moved,
  overrideOn,
  overridesOf,
  takeAlong,
  timesFrom,
} from "./series-parts.ts";
import { dateNow, type Store } from "./store.ts";
import { commitUndoable, type Undo } from "./undoable.ts";
import { type Edit, edit, RecordGone } from "./write.ts";

/** Only this · This and following · All */
export type SeriesScope = "this" | "following" | "all";

/** One time of an event that repeats: when it begins by the rule, as a wall time. */
export interface SeriesTime {
  id: string;
  original: string;
}

export interface SeriesChange {
  /** Where the changed time is now to be found. */
  key: string;
  date: string;
  /** Changed times that the new rule does not make: they stay as they are. */
  outside: number;
  undo: Undo;
}

interface Work {
  event: EventRow;
  rule: Rule;
  original: string;
  override: OverrideRow | undefined;
  /** Of the first time, what follows is all there is. */
  isFirst: boolean;
}

const read = async (db: AthroDatabase, { id, original }: SeriesTime): Promise<Work> => {
  const event = await db.calendar_events.get(id);
  const rule = event?.rrule ? parseRule(event.rrule) : null;
  if (!event || !rule) throw new RecordGone(`no series ${id}`);
  const override = await inZone(overrideOn(db, id, original));
  const start = dateOf(event.starts_at);
  const isFirst = dateOf(original) <= start;
  return { event, rule, original, override, isFirst };
};

/** Changes an event that repeats, as the student changed it at one of its times. */
export const changeSeries = async (
  store: Store,
  time: SeriesTime,
  changes: Changes,
  scope: SeriesScope,
): Promise<SeriesChange> => {
  const now = await dateNow(store);
  const { result, undo } = await commitUndoable(store, async (db) => {
    const work = await inZone(read(db, time));
    if (scope === "this") return changeOne(work, changes);
    const overrides = await inZone(overridesOf(db, time.id));
    return scope === "following" && !work.isFirst
      ? changeFollowing(work, changes, overrides, now)
      : changeAll(work, changes, overrides);
  });
  return { ...result, undo };
};

interface Changed {
  edits: Edit[];
  result: Omit<SeriesChange, "undo">;
}

const changeOne = ({ event, original, override }: Work, changes: Changes): Changed => {
  const date = dateOf(original);
  const key = occurrenceKey(event.id, date);
  const edits = [editOverride(event, original, override, changes)];
  return { edits, result: { key, date: dateOf(changes.starts_at ?? original), outside: 0 } };
};

/** The start that the changed occurrence had before, and what of the changes is the series' own. */
const shownStart = ({ event, original, override }: Work): string =>
  occurrenceOn(event, dateOf(original), override).starts_at;

const changeAll = (work: Work, changes: Changes, overrides: readonly OverrideRow[]): Changed => {
  const { event, original, override } = work;
  const date = dateOf(original);
  const shown = shownStart(work);
  const isTimed = changes.starts_at !== undefined;
  const isSingle = changes.rrule === null;
  // What repeats no more is the one that the student had before their eyes.
  const first = isSingle ? date : dateOf(event.starts_at);
  const { times, days } = timesFrom(event, first, changes, shown);
  const next = { ...event, ...changes, ...(isTimed || isSingle ? times : {}) };
  const isMoved = days !== 0 || changes.rrule !== undefined;
  const along = overrides.map((one) => (one.id === override?.id ? followed(one, changes) : one));
  const moved: Moved = isMoved ? takeAlong(along, event, next, days) : { edits: [], outside: 0 };
  const touched = new Set(moved.edits.map(({ id }) => id));
  const follow =
    override && !override.deleted && !touched.has(override.id)
      ? followSeries(override, changes)
      : null;
  const own = editOf(event, next);
  const edits = [...(own ? [own] : []), ...moved.edits, ...(follow ? [follow] : [])];
  const at = dateOf(isTimed ? (changes.starts_at ?? "") : date + event.starts_at.slice(10));
  const key = isSingle ? event.id : occurrenceKey(event.id, at);
  return { edits, result: { key, date: at, outside: moved.outside } };
};

const changeFollowing = (
  work: Work,
  changes: Changes,
  overrides: readonly OverrideRow[],
  now: number,
): Changed => {
  const { event, rule, original, override } = work;
  const date = dateOf(original);
  const id = splitId(event.id, date);
  const { times, days } = timesFrom(event, date, changes, shownStart(work));
  const rrule = changes.rrule === undefined ? event.rrule : changes.rrule;
  const next = { ...event, ...changes, ...times, id, rrule: rrule && remaining(work, rrule) };
  const after = overrides
    .filter((one) => dateOf(one.original_start) >= date)
    .map((one) => (one.id === override?.id ? followed(one, changes) : one));
  const moved = takeAlong(after, event, next, days);
  const made = edit("calendar_events", id, {
    origin: { created_at: new Date(now).toISOString() },
    title: { title: next.title },
    time: {
      all_day: next.all_day,
      starts_at: next.starts_at,
      ends_at: next.ends_at,
      zone: next.zone,
    },
    repeat: { rrule: next.rrule },
    kind: { kind: next.kind },
    athro: { athro_id: next.athro_id },
    notes: { notes: next.notes, location: next.location },
    study: { confidence: next.confidence ?? null, priority: next.priority ?? false },
    reminders: { reminders: next.reminders ?? [] },
    source: { uid: null, imported: null },
    deleted: { deleted: false },
  });
  const ended = edit("calendar_events", event.id, {
    repeat: { rrule: endedBefore(rule, date) },
  });
  const at = dateOf(next.starts_at);
  const key = next.rrule ? occurrenceKey(id, at) : id;
  return {
    edits: [ended, made, ...moved.edits],
    result: { key, date: at, outside: moved.outside },
  };
};

/** The override without what was changed for all that follow. */
const followed = (override: OverrideRow, changes: Changes): OverrideRow => {
  const follow = followSeries(override, changes);
  return follow
    ? ({ ...override, ...Object.assign({}, ...Object.values(follow.set)) } as OverrideRow)
    : override;
};

/** A rule for what is left of a series from one time on: of a count that was not changed, the rest. */
const remaining = ({ event, rule, original }: Work, rrule: string): string => {
  const next = parseRule(rrule);
  if (!next || next.count === null || next.count !== rule.count) return rrule;
  const past = countBefore({ start: dateOf(event.starts_at), rule }, dateOf(original));
  return ruleText({ ...next, count: Math.max(1, next.count - past) });
};

/** Deletes one time of a series, one and all that follow, or all. */
export const deleteFromSeries = async (
  store: Store,
  time: SeriesTime,
  scope: SeriesScope,
): Promise<Undo> => {
  const { undo } = await commitUndoable(store, async (db) => {
    const work = await inZone(read(db, time));
    const { event, rule, original, override, isFirst } = work;
    if (scope === "this")
      return { edits: [editOverride(event, original, override, "cancel")], result: null };
    if (scope === "all" || isFirst) {
      const edits = [edit("calendar_events", event.id, { deleted: { deleted: true } })];
      return { edits, result: null };
    }
    const date = dateOf(original);
    const after = (await inZone(overridesOf(db, time.id))).filter(
      (one) => dateOf(one.original_start) >= date,
    );
    const ended = edit("calendar_events", event.id, { repeat: { rrule: endedBefore(rule, date) } });
    return { edits: [ended, ...after.map(dropOverride)], result: null };
  });
  return undo;
};

/** The times of a series that were cancelled, by when they began. */
export const cancelledTimes = async (db: AthroDatabase, id: string): Promise<string[]> =>
  (await overridesOf(db, id)).filter((one) => one.cancelled).map((one) => one.original_start);

/** Brings a cancelled time of a series back, with whatever had been changed of it. */
export const restoreTime = async (store: Store, time: SeriesTime): Promise<Undo> => {
  const { undo } = await commitUndoable(store, async (db) => {
    const { override } = await inZone(read(db, time));
    const edits = override
      ? [edit("calendar_overrides", override.id, { cancelled: { cancelled: false } })]
      : [];
    return { edits, result: null };
  });
  return undo;
};
