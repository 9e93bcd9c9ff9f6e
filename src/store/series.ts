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
import { type ShownLesson, timesForAll, timesFrom } from "./series-times.ts";
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
  isDragged = false,
): Promise<SeriesChange> => {
  const now = await dateNow(store);
  const { result, undo } = await commitUndoable(store, async (db) => {
    const work = await inZone(readWork(db, time, scope));
    if (scope === "this") return changeOne(work, changes);
    const { all, joining } = await inZone(overridesOf(db, work.event.id));
    const asked = { changes, isDragged };
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
  isDragged: boolean;
}

/** The lesson that was changed, as it was before. */
const shownLesson = ({ event, original, override }: Work): ShownLesson => {
  const date = dateOf(original);
  return { date, times: occurrenceOn(event, date, override) };
};

const changeAll = (
  work: Work,
  { changes, isDragged }: Asked,
  overrides: readonly OverrideRow[],
): Changed => {
  const { event, original, override } = work;
  const date = dateOf(original);
  const isSingle = changes.rrule === null;
  // What repeats no more is the one that the student had before their eyes.
  const { changes: wanted, from } = isSingle
    ? { changes, from: dateOf(shownLesson(work).times.starts_at) }
    : timesForAll(event, shownLesson(work), changes, isDragged);
  const first = isSingle ? date : dateOf(event.starts_at);
  const { times, move, days } = timesFrom(event, first, date, from, wanted);
  const isMoved = days !== 0 || changes.rrule !== undefined;
  const isTimed = changes.starts_at !== undefined;
  const next = { ...event, ...changes, ...(isTimed || isMoved ? times : {}) };
  const own = override ? ownAfter(override, next, move(date), changes) : null;
  const along = overrides.map((one) => (one.id === override?.id ? (own?.row ?? one) : one));
  const moved: Moved = isMoved ? takeAlong(along, event, next, move) : { edits: [], outside: 0 };
  const touched = new Set(moved.edits.map(({ id }) => id));
  const follow = override && !override.deleted && !touched.has(override.id) ? own?.edit : null;
  const edited = editOf(event, next);
  const edits = [...(edited ? [edited] : []), ...moved.edits, ...(follow ? [follow] : [])];
  const at = isTimed ? dateOf(changes.starts_at ?? "") : date;
  const key = isSingle ? event.id : occurrenceKey(event.id, keptOn(next, move(date), at));
  return { edits, result: { key, date: at, outside: moved.outside } };
};

/** The date that a lesson is one of, if the series still has it; else where it is looked for. */
const keptOn = ({ rrule, starts_at }: Times, date: string, at: string): string => {
  const rule = parseRule(rrule ?? "");
  return rule && fallsOn({ start: dateOf(starts_at), rule }, date) ? date : at;
};

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
  { changes, isDragged }: Asked,
  overrides: readonly OverrideRow[],
  now: number,
  there: EventRow | undefined,
): Changed => {
  const { rule, original, override } = work;
  const date = dateOf(original);
  const id = splitId(work.event.id, date);
  const event = there ?? work.event;
  const first = there ? dateOf(there.starts_at) : date;
  const { changes: wanted, from } = timesForAll(event, shownLesson(work), changes, isDragged);
  const { times, move } = timesFrom(event, first, date, from, wanted);
  const rrule = changes.rrule === undefined ? event.rrule : changes.rrule;
  // Of a series that ends before by now, the time itself is kept, and not what would have followed.
  const isOver = !there && changes.rrule === undefined && lastDate(seriesOf(work)) < date;
  const next = {
    ...event,
    ...changes,
    ...times,
    id,
    rrule: isOver ? null : there ? rrule : rrule && remaining(work, rrule),
  };
  const after = overrides
    .filter((one) => dateOf(one.original_start) >= date)
    .map((one) => (one.id === override?.id ? ownAfter(one, next, move(date), changes).row : one));
  const moved = takeAlong(after, work.event, next, move);
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
  const at = changes.starts_at === undefined ? move(date) : dateOf(changes.starts_at);
  const key = next.rrule ? occurrenceKey(id, keptOn(next, move(date), at)) : id;
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
  const isOwn = starts_at !== date + series.starts_at.slice(10) || ends_at !== endOn(date, series);
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
