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
import type { Changes } from "../../store/series-parts.ts";
import type { Store } from "../../store/store.ts";

/** Changes an event that repeats. Where more than one of its times go to another day, the rule follows, unless it is changed itself. */
export const changeTimes = async (
  store: Store,
  time: SeriesTime,
  changes: Changes,
  scope: SeriesScope,
): Promise<SeriesChange> => {
  const rrule = scope === "this" ? null : await ruleAfter(store.db, time, changes, scope);
  return changeSeries(store, time, rrule === null ? changes : { ...changes, rrule }, scope);
};

/** Null where it makes no difference to the rule. */
const ruleAfter = async (
  db: AthroDatabase,
  { id, original }: SeriesTime,
  { starts_at, rrule }: Changes,
  scope: SeriesScope,
): Promise<string | null> => {
  if (starts_at === undefined || rrule !== undefined) return null;
  const event = await getEvent(db, id);
  const shown = await occurrenceAt(db, id, original);
  const rule = parseRule(event?.rrule ?? "");
  if (!event || !shown || !rule) return null;
  const days = daysBetween(dateOf(shown.starts_at), dateOf(starts_at));
  if (days === 0) return null;
  const date = dateOf(original);
  const start = scope === "following" ? date : dateOf(event.starts_at);
  const moved = movedRule({ start, rule }, date, days);
  return moved === ruleText(rule) ? null : moved;
};
