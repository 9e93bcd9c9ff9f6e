import { dateOf, daysBetween } from "../../model/civil.ts";
import { movedRule } from "../../model/recurrence/moved-rule.ts";
import { parseRule, ruleText } from "../../model/recurrence/rule.ts";
import type { AthroDatabase } from "../../store/database.ts";
import { getEvent } from "../../store/events.ts";
import { occurrenceAt } from "../../store/occurrences.ts";
import {
  changeSeries,
  type SeriesChange,
  type SeriesScope,
  type SeriesTime,
} from "../../store/series.ts";
import { timesForAll } from "../../store/series-times.ts";
import type { Changes } from "../../store/series-parts.ts";
import type { Store } from "../../store/store.ts";

/** Changes an event that repeats. Where more than one of its times go to another day, the rule follows, unless it is changed itself. */
export const changeTimes = async (
  store: Store,
  time: SeriesTime,
  changes: Changes,
  scope: SeriesScope,
  isDragged = false,
): Promise<SeriesChange> => {
  const rrule =
    scope === "this" ? null : await ruleAfter(store.db, time, changes, scope, isDragged);
  const all = rrule === null ? changes : { ...changes, rrule };
  return changeSeries(store, time, all, scope, isDragged);
};

/** Null where it makes no difference to the rule. */
const ruleAfter = async (
  db: AthroDatabase,
  { id, original }: SeriesTime,
  changes: Changes,
  scope: SeriesScope,
  isDragged: boolean,
): Promise<string | null> => {
  if (changes.starts_at === undefined || changes.rrule !== undefined) return null;
  const event = await getEvent(db, id);
  const shown = await occurrenceAt(db, id, original);
  const rule = parseRule(event?.rrule ?? "");
  if (!event || !shown || !rule) return null;
  const date = dateOf(original);
  const all = timesForAll(event, { date, times: shown }, changes, isDragged);
  const days = daysBetween(all.from, dateOf(all.changes.starts_at ?? shown.starts_at));
  if (days === 0) return null;
  const start = scope === "following" ? date : dateOf(event.starts_at);
  const moved = movedRule({ start, rule }, date, days);
  return moved === ruleText(rule) ? null : moved;
};
