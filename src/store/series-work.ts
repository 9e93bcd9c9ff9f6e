/** What a change of a series begins with. */
import { dateOf } from "../model/civil.ts";
import { firstDateFrom, type Series } from "../model/recurrence/expand.ts";
import { parseRule, type Rule } from "../model/recurrence/rule.ts";
import type { AthroDatabase } from "./database.ts";
import type { EventRow } from "./events.ts";
import { inZone } from "./in-zone.ts";
import { continuation, type OverrideRow } from "./overrides.ts";
import { overrideOn } from "./series-parts.ts";
import { type Edit, RecordGone } from "./write.ts";

/** Only this · This and following · All */
export type SeriesScope = "this" | "following" | "all";

/** One time of an event that repeats: when it begins by the rule, as a wall time. */
export interface SeriesTime {
  id: string;
  original: string;
}

export interface Work {
  event: EventRow;
  rule: Rule;
  original: string;
  override: OverrideRow | undefined;
  /** Of the first time, what follows is all there is. */
  isFirst: boolean;
  /** To be done before all else. */
  joining: Edit[];
}

const seriesAt = async (
  db: AthroDatabase,
  id: string,
): Promise<Pick<Work, "event" | "rule"> | null> => {
  const event = await db.calendar_events.get(id);
  const rule = event?.rrule ? parseRule(event.rrule) : null;
  return event && rule ? { event, rule } : null;
};

/**
 * What there is to change. A time that another part of the series holds since it was looked at is one of that part; "all" are those of the
 * series that was looked at.
 */
export const readWork = async (
  db: AthroDatabase,
  { id, original }: SeriesTime,
  scope: SeriesScope,
): Promise<Work> => {
  const seen = await inZone(seriesAt(db, id));
  if (!seen) throw new RecordGone(`no series ${id}`);
  const on = dateOf(original);
  const part = scope === "all" ? undefined : await inZone(continuation(db, seen.event, on));
  const { event, rule } = (part && (await inZone(seriesAt(db, part.id)))) ?? seen;
  const start = dateOf(event.starts_at);
  // Of a part on other days, what follows begins with its next one.
  const next = part && scope === "following" ? firstDateFrom({ start, rule }, on) : on;
  const date = next ?? on;
  const { override, joining } = await inZone(overrideOn(db, event.id, date));
  const at = part ? date + event.starts_at.slice(10) : original;
  return { event, rule, original: at, override, isFirst: date <= start, joining };
};

export const seriesOf = ({ event, rule }: Work): Series => ({
  start: dateOf(event.starts_at),
  rule,
});
