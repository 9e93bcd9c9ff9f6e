import { dateOf } from "../../../model/civil.ts";
import { moveRepeatDays, ruleOfInput } from "../../../model/recurrence/repeat-input.ts";
import { updateEvent } from "../../../store/events.ts";
import { type Occurrence, occurrenceAt } from "../../../store/occurrences.ts";
import { changeSeries, type SeriesScope } from "../../../store/series.ts";
import type { Changes } from "../../../store/series-parts.ts";
import type { Store } from "../../../store/store.ts";
import { inputOf } from "../event-form.ts";
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
  const rule = scope === "this" ? null : movedRule(present, times);
  const whole = rule === null ? changes : { ...changes, rrule: rule };
  const saved = await changeSeries(store, { id, original: present.original }, whole, scope);
  return { ...saved, meanwhile };
};

/** The rule by which an event repeats once it is on another day; null where that makes no difference to it. */
const movedRule = (row: Occurrence, { starts_at }: Times): string | null => {
  const [from, to] = [dateOf(row.starts_at), dateOf(starts_at)];
  if (from === to) return null;
  const input = inputOf(row);
  const moved = ruleOfInput({ ...input, repeatDays: moveRepeatDays(input, from, to) }, to);
  return "problem" in moved || moved.rrule === row.rrule ? null : moved.rrule;
};
