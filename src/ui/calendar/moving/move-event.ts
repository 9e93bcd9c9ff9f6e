import { dateOf } from "../../../model/civil.ts";
import { updateEvent } from "../../../store/events.ts";
import { type Occurrence, occurrenceAt } from "../../../store/occurrences.ts";
import type { SeriesScope } from "../../../store/series.ts";
import type { Changes } from "../../../store/series-parts.ts";
import type { Store } from "../../../store/store.ts";
import { changeTimes } from "../change-times.ts";
import type { Saved } from "../save-event.ts";
import { sameTimes, timesOf } from "./move-times.ts";
import type { Times } from "../wanted.ts";

export interface MovedEvent extends Saved {
  /** The times that another device gave it while it was being moved, which `undo` brings back; null where none did. */
  meanwhile: Times | null;
}

/**
 * Writes an event's new times, and nothing else of it, so that what other devices change meanwhile stands. `row` is the event as it was when
 * it was taken hold of. `scope` tells which times of an event that repeats go along. Null if the event was deleted meanwhile: then nothing is
 * written.
 */
export const moveEvent = async (
  store: Store,
  row: Occurrence,
  times: Times,
  scope: SeriesScope = "all",
): Promise<MovedEvent | null> => {
  const { id, original } = row;
  const present = await occurrenceAt(store.db, id, original);
  if (!present || present.deleted) return null;
  const meanwhile = sameTimes(row, present) || sameTimes(times, present) ? null : timesOf(present);
  const changes: Changes = { ...timesOf(times), zone: present.zone };
  if (present.original === null) {
    const undo = await updateEvent(store, id, changes);
    return { key: id, date: dateOf(times.starts_at), outside: 0, undo, meanwhile };
  }
  const time = { id, original: present.original };
  const saved = await changeTimes(store, time, changes, scope, true);
  return { ...saved, meanwhile };
};
