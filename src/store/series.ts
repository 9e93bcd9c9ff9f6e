/** Changes of an event that repeats: of one of its times, of one and all that follow, or of all. Each is one transaction, and can be undone. */
import { occurrenceOn } from "../model/recurrence/occurrences.ts";
import { occurrenceKey } from "../model/recurrence/overrides.ts";
import { dateOf } from "../model/civil.ts";
import { splitId } from "../model/ids.ts";
import { countBefore, fallsOn, lastDate } from "../model/recurrence/expand.ts";
import { endOn } from "../model/recurrence/length.ts";
import { parseRule, ruleText } from "../model/recurrence/rule.ts";
import type { AthroDatabase } from "./database.ts";
import { editOf, type EventRow } from "./events.ts";
import { inZone } from "./in-zone.ts";
import type { OverrideRow } from "./overrides.ts";
import {
  type Changes,
  dropOverride,
  editOverride,
  endBefore,
  followSeries,
  type Moved,
  overridesOf,
  takeAlong,
} from "./series-parts.ts";
import { type How, type ShownLesson, timesForAll, timesFrom } from "./series-times.ts";
import { readWork, seriesOf, type SeriesScope, type SeriesTime, type Work } from "./series-work.ts";
import { dateNow, type Store } from "./store.ts";
import { commitUndoable, type Undo } from "./undoable.ts";
import { type Edit, edit } from "./write.ts";

export type { SeriesScope, SeriesTime };

export interface SeriesChange {
  /** Where the changed time is now to be found. */
  key: string;
  date: string;
  /** Changed times that the new rule does not make: they stay as they are. */
  outside: number;
  undo: Undo;
}

/** Changes an event that repeats, as the student changed it at one of its times. One that was dragged takes the others as far as it went. */
export const changeSeries = async (
  store: Store,
  time: SeriesTime,
  changes: Changes,
  scope: SeriesScope,
  how: How = "typed",
): Promise<SeriesChange> => {
  const now = await dateNow(store);
  const { result, undo } = await commitUndoable(store, async (db) => {
    const work = await inZone(readWork(db, time, scope));
    if (scope === "this") return changeOne(work, changes);
    const { all, joining } = await inZone(overridesOf(db, work.event.id));
    const asked = { changes, how };
    const { edits, result } =
      scope === "following" && !work.isFirst
        ? changeFollowing(work, asked, all, now, await inZone(partThere(db, work)))
        : changeAll(work, asked, all);
    return { edits: [...joining, ...edits], result };
  });
  return { ...result, undo };
};

interface Changed {
  edits: Edit[];
  result: Omit<SeriesChange, "undo">;
}

const changeOne = (work: Work, changes: Changes): Changed => {
  const { event, original, override } = work;
  const date = dateOf(original);
  const key = occurrenceKey(event.id, date);
  const edits = [...work.joining, editOverride(event, original, override, changes)];
  return { edits, result: { key, date: dateOf(changes.starts_at ?? original), outside: 0 } };
};

interface Asked {
  changes: Changes;
  how: How;
}

/** What the lesson that is changed has of its own. */
const ownOf = ({ override }: Work): OverrideRow | undefined =>
  override?.deleted ? undefined : override;

/** The lesson that was changed, as it was before. */
const shownLesson = (work: Work): ShownLesson => {
  const date = dateOf(work.original);
  return { date, times: occurrenceOn(work.event, date, ownOf(work)) };
};

const changeAll = (
  work: Work,
  { changes, how }: Asked,
  overrides: readonly OverrideRow[],
): Changed => {
  const { event, original, override } = work;
  const date = dateOf(original);
  if (changes.rrule === null) return keepOne(work, changes, overrides);
  const shown = shownLesson(work);
  const { changes: wanted, ...place } = timesForAll(event, shown, changes, how);
  const first = dateOf(event.starts_at);
  const { times, move, days } = timesFrom(event, { on: undefined, ...place, first, date }, wanted);
  const isMoved = days !== 0 || changes.rrule !== undefined;
  const isTimed = changes.starts_at !== undefined;
  const next = { ...event, ...changes, ...(isTimed || isMoved ? times : {}) };
  const own = override ? ownAfter(override, next, move(date), changes) : null;
  const along = overrides.map((one) => (one.id === override?.id ? (own?.row ?? one) : one));
  const moved: Moved = isMoved
    ? takeAlong(along, event, next, move, date)
    : { edits: [], outside: 0 };
  const touched = new Set(moved.edits.map(({ id }) => id));
  const follow = override && !override.deleted && !touched.has(override.id) ? own?.edit : null;
  const edited = editOf(event, next);
  const edits = [...(edited ? [edited] : []), ...moved.edits, ...(follow ? [follow] : [])];
  const at = dateOf(changes.starts_at ?? shown.times.starts_at);
  const key = occurrenceKey(event.id, keptOn(next, move(date), own ? date : at));
  return { edits, result: { key, date: at, outside: moved.outside } };
};

/** What repeats no more is the one that the student had before their eyes, with what it has of its own. */
const keepOne = (work: Work, changes: Changes, overrides: readonly OverrideRow[]): Changed => {
  const { event, original } = work;
  const next = { ...occurrenceOn(event, dateOf(original), ownOf(work)), ...changes };
  const edited = editOf(event, next);
  const edits = [...(edited ? [edited] : []), ...overrides.map(dropOverride)];
  return { edits, result: { key: event.id, date: dateOf(next.starts_at), outside: 0 } };
};

const isOf = ({ rrule, starts_at }: Times, date: string): boolean => {
  const rule = parseRule(rrule ?? "");
  return rule !== null && fallsOn({ start: dateOf(starts_at), rule }, date);
};

/** The date that a lesson is one of, if the series still has it; else where it is looked for. */
const keptOn = (series: Times, date: string, at: string): string =>
  isOf(series, date) ? date : at;

/** The part that begins there already, since another device split the series at the same time. */
const partThere = async (
  db: AthroDatabase,
  { event, original }: Work,
): Promise<EventRow | undefined> => {
  const part = await db.calendar_events.get(splitId(event.id, dateOf(original)));
  return part?.deleted ? undefined : part;
};

const changeFollowing = (
  work: Work,
  { changes, how }: Asked,
  overrides: readonly OverrideRow[],
  now: number,
  there: EventRow | undefined,
): Changed => {
  const { rule, original, override } = work;
  const date = dateOf(original);
  const id = splitId(work.event.id, date);
  const event = there ?? work.event;
  const first = there ? dateOf(there.starts_at) : date;
  // Of a series that ends before by now, the time itself is kept, and not what would have followed.
  const isOver = !there && changes.rrule === undefined && lastDate(seriesOf(work)) < date;
  const wantedRule = changes.rrule === undefined ? event.rrule : changes.rrule;
  const rrule = isOver || !wantedRule ? null : there ? wantedRule : remaining(work, wantedRule);
  const shown = shownLesson(work);
  const { changes: wanted, ...place } = timesForAll(event, shown, changes, how);
  const { times, move } = timesFrom(event, { on: undefined, ...place, first, date }, wanted);
  const next = rrule
    ? { ...event, ...changes, ...times, id, rrule }
    : { ...occurrenceOn(event, first, ownOf(work)), ...changes, id, rrule };
  const after = overrides
    .filter((one) => dateOf(one.original_start) >= date)
    .map((one) => (one.id === override?.id ? ownAfter(one, next, move(date), changes).row : one));
  const moved = takeAlong(after, work.event, next, move, date);
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
  const at = dateOf(rrule ? (changes.starts_at ?? shown.times.starts_at) : next.starts_at);
  const key = rrule ? occurrenceKey(id, keptOn(next, move(date), at)) : id;
  return {
    edits: [...endBefore(work.event, rule, date), made, ...moved.edits],
    result: { key, date: at, outside: moved.outside },
  };
};

/**
 * What a lesson has of its own once it was changed with its series: nothing of what was changed, but for its times where those that the
 * series gives it on `date` are not those that it was given.
 */
const ownAfter = (
  override: OverrideRow,
  series: Times,
  date: string,
  changes: Changes,
): { row: OverrideRow; edit: Edit | null } => {
  const { all_day, starts_at, ends_at, zone, ...others } = changes;
  const time = { all_day: all_day ?? null, zone: zone ?? null };
  const isOwn =
    !isOf(series, date) ||
    starts_at !== date + series.starts_at.slice(10) ||
    ends_at !== endOn(date, series);
  const keeps = starts_at !== undefined && ends_at !== undefined && isOwn;
  const follow = followSeries(override, keeps ? others : changes);
  const set = { ...follow?.set, ...(keeps ? { time: { ...time, starts_at, ends_at } } : {}) };
  const isNone = Object.keys(set).length === 0;
  return {
    row: { ...override, ...Object.assign({}, ...Object.values(set)) } as OverrideRow,
    edit: isNone ? null : edit("calendar_overrides", override.id, set),
  };
};

type Times = Pick<EventRow, "starts_at" | "ends_at" | "rrule">;

/** A rule for what is left of a series from one time on: of a count that was not changed, the rest. */
const remaining = (work: Work, rrule: string): string => {
  const { rule, original } = work;
  const next = parseRule(rrule);
  if (!next || next.count === null || next.count !== rule.count) return rrule;
  const past = countBefore(seriesOf(work), dateOf(original));
  return ruleText({ ...next, count: Math.max(1, next.count - past) });
};

/** Deletes one time of a series, one and all that follow, or all. */
export const deleteFromSeries = async (
  store: Store,
  time: SeriesTime,
  scope: SeriesScope,
): Promise<Undo> => {
  const { undo } = await commitUndoable(store, async (db) => {
    const work = await inZone(readWork(db, time, scope));
    const { event, rule, original, override, isFirst } = work;
    if (scope === "this") {
      const edits = [...work.joining, editOverride(event, original, override, "cancel")];
      return { edits, result: null };
    }
    if (scope === "all" || isFirst) {
      const edits = [edit("calendar_events", event.id, { deleted: { deleted: true } })];
      return { edits, result: null };
    }
    const date = dateOf(original);
    const { all, joining } = await inZone(overridesOf(db, event.id));
    const after = all.filter((one) => dateOf(one.original_start) >= date).map(dropOverride);
    return { edits: [...joining, ...endBefore(event, rule, date), ...after], result: null };
  });
  return undo;
};

/** The times of a series that were cancelled, by when they would begin. */
export const cancelledTimes = async (db: AthroDatabase, id: string): Promise<string[]> => {
  const event = await db.calendar_events.get(id);
  const { all } = await overridesOf(db, id);
  const time = event?.starts_at.slice(10) ?? "";
  return all
    .filter((one) => one.cancelled)
    .map(({ original_start }) => dateOf(original_start) + time)
    .toSorted();
};

/** Brings a cancelled time of a series back, with whatever had been changed of it. */
export const restoreTime = async (store: Store, time: SeriesTime): Promise<Undo> => {
  const { undo } = await commitUndoable(store, async (db) => {
    const { override, joining } = await inZone(readWork(db, time, "this"));
    const edits = override
      ? [...joining, edit("calendar_overrides", override.id, { cancelled: { cancelled: false } })]
      : [];
    return { edits, result: null };
  });
  return undo;
};
