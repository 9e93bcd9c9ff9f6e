import { dateOf, daysBetween } from "../../model/civil.ts";
import type { Series } from "../../model/recurrence/expand.ts";
import { movedRule, untilAfter } from "../../model/recurrence/moved-rule.ts";
import { isAlike, parseRule, ruleText, withEnd } from "../../model/recurrence/rule.ts";
import type { AthroDatabase } from "../../store/database.ts";
import { type EventRow, getEvent } from "../../store/events.ts";
import { occurrenceAt } from "../../store/occurrences.ts";
import {
  changeSeries,
  type SeriesChange,
  type SeriesScope,
  type SeriesTime,
} from "../../store/series.ts";
import { type How, type ShownLesson, timesForAll } from "../../store/series-times.ts";
import type { Changes } from "../../store/series-parts.ts";
import type { Store } from "../../store/store.ts";

/**
 * Changes an event that repeats. Where more than one of its times go to another day, the rule follows. So does its end where the student
 * said another rule and left that alone.
 */
export const changeTimes = async (
  store: Store,
  time: SeriesTime,
  changes: Changes,
  scope: SeriesScope,
  isDragged = false,
): Promise<SeriesChange> => {
  const how = isDragged ? "dragged" : "typed";
  const seen = scope === "this" ? null : await seenLesson(store.db, time);
  if (!seen) return changeSeries(store, time, changes, scope, how);
  const asked = parseRule(changes.rrule ?? "");
  const isRuled = asked !== null && !isAlike(asked, seen.series.rule);
  const all = ruleAfter(seen, changes, scope, isRuled ? "ruled" : how);
  return changeSeries(store, time, all, scope, isRuled ? "ruled" : how);
};

interface Seen {
  event: EventRow;
  series: Series;
  lesson: ShownLesson;
}

/** Null where there is no such lesson any more. */
const seenLesson = async (
  db: AthroDatabase,
  { id, original }: SeriesTime,
): Promise<Seen | null> => {
  const event = await getEvent(db, id);
  const times = await occurrenceAt(db, id, original);
  const rule = parseRule(event?.rrule ?? "");
  if (!event || !times || !rule) return null;
  const lesson = { date: dateOf(original), times };
  return { event, series: { start: dateOf(event.starts_at), rule }, lesson };
};

const ruleAfter = (seen: Seen, changes: Changes, scope: SeriesScope, how: How): Changes => {
  const { event, series, lesson } = seen;
  const asked = changes.rrule === undefined ? series.rule : parseRule(changes.rrule ?? "");
  if (!asked) return changes;
  const { date } = lesson;
  const all = timesForAll(event, lesson, changes, how);
  const days = daysBetween(all.from, dateOf(all.changes.starts_at ?? lesson.times.starts_at));
  if (days === 0) return changes;
  if (how === "ruled") {
    const until = untilAfter(series, asked, days);
    return until === asked.until ? changes : { ...changes, rrule: ruleText({ ...asked, until }) };
  }
  const start = scope === "following" ? date : series.start;
  const moved = movedRule({ start, rule: series.rule }, date, days);
  if (changes.rrule !== undefined) return { ...changes, rrule: withEnd(moved, asked) };
  return moved === ruleText(series.rule) ? changes : { ...changes, rrule: moved };
};
