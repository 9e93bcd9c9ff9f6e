import { dateOf } from "../../model/civil.ts";
import type { EventFields } from "../../model/event-input.ts";
import { occurrenceKey } from "../../model/recurrence/overrides.ts";
import {
  createEvent,
  deleteEvent,
  type EventRow,
  getEvent,
  keepEvent,
} from "../../store/events.ts";
import { occurrenceAt } from "../../store/occurrences.ts";
import { restoreTime, type SeriesScope, type SeriesTime } from "../../store/series.ts";
import type { Changes } from "../../store/series-parts.ts";
import type { Store } from "../../store/store.ts";
import type { Undo } from "../../store/undoable.ts";
import { RecordGone } from "../../store/write.ts";
import { changeTimes } from "./change-times.ts";
import { editExisting, type OpenedRow, parseEdited } from "./open-editor.ts";

/** Columns that are merged as one. */
const GROUPS = [
  ["title"],
  ["athro_id"],
  ["kind"],
  ["all_day", "starts_at", "ends_at", "zone"],
  ["notes", "location"],
  ["rrule"],
  ["reminders"],
  ["confidence", "priority"],
] as const satisfies readonly (readonly (keyof EventFields)[])[];

/** What one time of an event that repeats can't have of its own: records of single times have no such columns. */
const NEVER_OF_ONE = ["rrule", "confidence", "priority"] as const;

export interface Saved {
  /** Where the event is now to be found. */
  key: string;
  date: string;
  /** Changed times of a series that its new rule does not make. */
  outside: number;
  undo: Undo;
}

/** What the student changed of an event since they opened it, group by group, so that what another device changed meanwhile stands. */
export const changesOf = (opened: OpenedRow, edited: EventFields): Changes => {
  const before = asOpened(opened);
  const changes: Record<string, unknown> = {};
  for (const group of GROUPS)
    if (group.some((column) => column in edited && !same(edited[column], before[column])))
      for (const column of group) changes[column] = edited[column];
  return changes;
};

/** Reminders are a list. */
const same = (a: unknown, b: unknown): boolean =>
  Array.isArray(a) && Array.isArray(b) ? a.join() === b.join() : a === b;

/** An event as the editor would write it unchanged: the form leaves out seconds and outer spaces. */
const asOpened = (row: OpenedRow): EventFields => {
  const parsed = parseEdited(editExisting(row));
  return parsed.ok ? parsed.fields : row;
};

/** Whether one time of an event that repeats can be changed like that by itself. */
export const isOfOne = (changes: Changes): boolean =>
  !NEVER_OF_ONE.some((column) => column in changes);

/** The times that a change may be meant for; none where there is nothing to ask. */
export const scopesOf = (opened: OpenedRow, changes: Changes): SeriesScope[] => {
  if (!opened.original || Object.keys(changes).length === 0) return [];
  const scopes: SeriesScope[] = opened.first ? ["this", "all"] : ["this", "following", "all"];
  return isOfOne(changes) ? scopes : scopes.filter((one) => one !== "this");
};

/**
 * Writes what the editor holds. `opened` is the event as it was when the editor opened, null for a new one; without a `scope`, no more is
 * changed of what repeats than has to be. What was deleted meanwhile comes back, and what is gone is made anew: the student wants to keep
 * it. Of an event that was deleted with all its times, one that was changed by itself is kept as an event of its own.
 */
export const saveEvent = async (
  store: Store,
  opened: OpenedRow | null,
  edited: EventFields,
  scope?: SeriesScope,
): Promise<Saved> => {
  if (!opened) return saveNew(store, edited);
  const present = await getEvent(store.db, opened.id);
  const changes = changesOf(opened, edited);
  const { id, original } = opened;
  if (original && isOfOne(changes) && (!present || (present.deleted && present.rrule)))
    return saveNew(store, { ...edited, rrule: null });
  if (!present) return saveNew(store, edited);
  try {
    return original && present.rrule
      ? await saveTime(store, opened, { id, original }, changes, scope)
      : await saveWhole(store, present, changes);
  } catch (error) {
    if (!(error instanceof RecordGone)) throw error;
    // It went, or stopped repeating, since it was looked at.
    return saveEvent(store, opened, edited, scope);
  }
};

const saveNew = async (store: Store, fields: EventFields): Promise<Saved> => {
  const id = await createEvent(store, fields);
  const date = dateOf(fields.starts_at);
  const key = fields.rrule ? occurrenceKey(id, date) : id;
  return { key, date, outside: 0, undo: () => deleteEvent(store, id) };
};

const saveTime = async (
  store: Store,
  opened: OpenedRow,
  time: SeriesTime,
  changes: Changes,
  scope: SeriesScope = isOfOne(changes) ? "this" : "all",
): Promise<Saved> => {
  const undos: Undo[] = [await keepEvent(store, time.id, {})];
  if (!(await occurrenceAt(store.db, time.id, time.original)))
    undos.unshift(await restoreTime(store, time));
  const undo = async () => {
    for (const one of undos) await one();
  };
  const date = dateOf(opened.starts_at);
  const unchanged = { key: occurrenceKey(time.id, dateOf(time.original)), date, outside: 0, undo };
  if (Object.keys(changes).length === 0) return unchanged;
  try {
    const saved = await changeTimes(store, time, changes, scope);
    undos.unshift(saved.undo);
    return { ...saved, undo };
  } catch (error) {
    // Nothing is brought back either.
    await undo();
    throw error;
  }
};

const saveWhole = async (store: Store, present: EventRow, changes: Changes): Promise<Saved> => {
  const undo = await keepEvent(store, present.id, changes);
  const { rrule, starts_at } = { ...present, ...changes };
  const date = dateOf(starts_at);
  const key = rrule ? occurrenceKey(present.id, date) : present.id;
  return { key, date, outside: 0, undo };
};
