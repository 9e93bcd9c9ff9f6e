import { type EventFields, parseEvent } from "../../model/event-input.ts";
import {
  createEvent,
  deleteEvent,
  type EventRow,
  getEvent,
  restoreEvent,
  updateEvent,
} from "../../store/events.ts";
import { changeSeries, type SeriesScope } from "../../store/series.ts";
import type { Changes } from "../../store/series-parts.ts";
import type { Store } from "../../store/store.ts";
import type { Undo } from "../../store/undoable.ts";
import { RecordGone } from "../../store/write.ts";
import { dateOf } from "../../model/civil.ts";
import { inputOf } from "./event-form.ts";
import type { OpenedRow } from "./open-editor.ts";

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
  const parsed = parseEvent(inputOf(row));
  return parsed.ok ? parsed.fields : row;
};

/** The times that a change may be meant for; none where there is nothing to ask. */
export const scopesOf = (opened: OpenedRow, changes: Changes): SeriesScope[] => {
  if (!opened.original || Object.keys(changes).length === 0) return [];
  const scopes: SeriesScope[] = opened.first ? ["this", "all"] : ["this", "following", "all"];
  return NEVER_OF_ONE.some((column) => column in changes)
    ? scopes.filter((one) => one !== "this")
    : scopes;
};

/**
 * Writes what the editor holds. `opened` is the event as it was when the editor opened, null for a new one. An event that was deleted
 * meanwhile comes back, and one that is gone is made anew: the student wants to keep it.
 */
export const saveEvent = async (
  store: Store,
  opened: OpenedRow | null,
  edited: EventFields,
  scope: SeriesScope = "all",
): Promise<Saved> => {
  const present = opened ? await getEvent(store.db, opened.id) : undefined;
  const date = dateOf(edited.starts_at);
  if (!opened || !present) {
    const id = await createEvent(store, edited);
    const key = edited.rrule ? `${id} ${date}` : id;
    return { key, date, outside: 0, undo: () => deleteEvent(store, id) };
  }
  const wasDeleted = present.deleted;
  const changes = changesOf(opened, edited);
  try {
    const saved =
      opened.original && present.rrule
        ? await saveTime(store, { id: opened.id, original: opened.original }, changes, scope)
        : await saveWhole(store, present, changes);
    if (wasDeleted) await restoreEvent(store, opened.id);
    return saved;
  } catch (error) {
    if (!(error instanceof RecordGone)) throw error;
    // It went, or stopped repeating, since it was looked at.
    return saveEvent(store, opened, edited, scope);
  }
};

const saveTime = async (
  store: Store,
  time: { id: string; original: string },
  changes: Changes,
  scope: SeriesScope,
): Promise<Saved> => {
  const isUnchanged = Object.keys(changes).length === 0;
  const date = dateOf(time.original);
  return isUnchanged
    ? { key: `${time.id} ${date}`, date, outside: 0, undo: () => Promise.resolve() }
    : changeSeries(store, time, changes, scope);
};

const saveWhole = async (store: Store, present: EventRow, changes: Changes): Promise<Saved> => {
  const undo = await updateEvent(store, present.id, changes);
  const { rrule, starts_at } = { ...present, ...changes };
  const date = dateOf(starts_at);
  return { key: rrule ? `${present.id} ${date}` : present.id, date, outside: 0, undo };
};
