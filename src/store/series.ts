/** Changes of an event that repeats: of one of its times, of one and all that follow, or of all. Each is one transaction, and can be undone. */
import { occurrenceOn } from "../model/recurrence/occurrences.ts";
import { occurrenceKey } from "../model/recurrence/overrides.ts";
import { dateOf } from "../model/civil.ts";
import { splitId } from "../model/ids.ts";
import { countBefore, lastDate } from "../model/recurrence/expand.ts";
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
  timesFrom,
} from "./series-parts.ts";
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

/** Changes an event that repeats, as the student changed it at one of its times. */
export const changeSeries = async (
  store: Store,
  time: SeriesTime,
  changes: Changes,
  scope: SeriesScope,
): Promise<SeriesChange> => {
  const now = await dateNow(store);
  const { result, undo } = await commitUndoable(store, async (db) => {
    const work = await inZone(readWork(db, time, scope));
    if (scope === "this") return changeOne(work, changes);
    const { all, joining } = await inZone(overridesOf(db, work.event.id));
    const { edits, result } =
      scope === "following" && !work.isFirst
        ? changeFollowing(work, changes, all, now, await inZone(partThere(db, work)))
        : changeAll(work, changes, all);
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
  changes: Changes,
  overrides: readonly OverrideRow[],
  now: number,
  there: EventRow | undefined,
): Changed => {
  const { rule, original, override } = work;
  const date = dateOf(original);
  const id = splitId(work.event.id, date);
  const event = there ?? work.event;
  const first = there ? dateOf(there.starts_at) : date;
  const { times, days } = timesFrom(event, first, changes, shownStart(work));
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
    .map((one) => (one.id === override?.id ? followed(one, changes) : one));
  const moved = takeAlong(after, work.event, next, days);
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
  const at = dateOf(next.starts_at);
  const key = next.rrule ? occurrenceKey(id, at) : id;
  return {
    edits: [...endBefore(work.event, rule, date), made, ...moved.edits],
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
