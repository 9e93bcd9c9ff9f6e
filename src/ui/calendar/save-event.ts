import { type EventFields, parseEvent } from "../../model/event-input.ts";
import {
  createEvent,
  type EventRow,
  getEvent,
  restoreEvent,
  updateEvent,
} from "../../store/events.ts";
import type { Store } from "../../store/store.ts";
import { inputOf } from "./event-form.ts";

/** Columns that are merged as one. */
const GROUPS = [
  ["title"],
  ["athro_id"],
  ["kind"],
  ["all_day", "starts_at", "ends_at", "zone"],
  ["notes", "location"],
] as const satisfies readonly (readonly (keyof EventFields)[])[];

const fieldsOf = (row: EventFields): EventFields => {
  const { title, athro_id, kind, all_day, starts_at, ends_at, zone, notes, location } = row;
  return { title, athro_id, kind, all_day, starts_at, ends_at, zone, notes, location };
};

/**
 * What to write: the student's value of each group that they changed since they opened the event, and the present value of the
 * others, so that what another device changed meanwhile stands.
 */
const mergeEdited = (
  opened: EventFields,
  edited: EventFields,
  present: EventFields,
): EventFields => {
  const merged = fieldsOf(present);
  for (const group of GROUPS)
    if (group.some((column) => edited[column] !== opened[column]))
      for (const column of group) Object.assign(merged, { [column]: edited[column] });
  return merged;
};

/** An event as the editor would write it unchanged: the form leaves out seconds and outer spaces. */
const asOpened = (row: EventRow): EventFields => {
  const parsed = parseEvent(inputOf(row));
  return parsed.ok ? parsed.fields : fieldsOf(row);
};

/**
 * Writes what the editor holds and returns the event's id. `opened` is the event as it was when the editor opened, null for a new
 * one. An event that was deleted meanwhile comes back: the student wants to keep it.
 */
export const saveEvent = async (
  store: Store,
  opened: EventRow | null,
  edited: EventFields,
): Promise<string> => {
  const present = opened ? await getEvent(store.db, opened.id) : undefined;
  if (!opened || !present) return createEvent(store, edited);
  await updateEvent(store, opened.id, mergeEdited(asOpened(opened), edited, present));
  if (present.deleted) await restoreEvent(store, opened.id);
  return opened.id;
};
