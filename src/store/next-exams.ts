import { byStart } from "../model/recurrence/occurrences.ts";
import { addDays, dateOf } from "../model/civil.ts";
import { Dexie } from "dexie";
import type { AthroDatabase } from "./database.ts";
import { inZone } from "./in-zone.ts";
import { type Occurrence, occurrencesOfSeries } from "./occurrences.ts";

/** Stretches in which a series is searched, days: most exams are near. */
const STRETCHES = [0, 120, 800, 40_000];

/**
 * The exams that begin next, or are going on, at wall time `now`, in order of their start and at most `most`; of one that repeats its next
 * time alone.
 */
export const nextExams = (db: AthroDatabase, now: string, most: number): Promise<Occurrence[]> =>
  db.transaction("r", db.calendar_events, db.calendar_overrides, async () => {
    const single = await db.calendar_events
      .where("[kind+ends_at]")
      .between(["exam", now], ["exam", Dexie.maxKey], false)
      .filter((row) => !row.deleted && !row.rrule)
      .toArray();
    const exams = single.map((row): Occurrence => ({
      ...row,
      key: row.id,
      original: null,
      first: false,
      override: null,
    }));
    const repeated = await inZone(nextOfSeries(db, now, most));
    return [...exams, ...repeated].toSorted(byStart).slice(0, most);
  });

/** Of the series that hold exams (those of the kind, and those of which one occurrence was made one) the next time of each. */
const nextOfSeries = async (
  db: AthroDatabase,
  now: string,
  most: number,
): Promise<Occurrence[]> => {
  const running = await db.calendar_events.where("lasts").above(now).toArray();
  const made = await db.calendar_overrides
    .where("original_start")
    .aboveOrEqual(addDays(dateOf(now), -1))
    .filter((one) => one.kind === "exam")
    .toArray();
  const ids = new Set(made.map(({ event_id }) => event_id));
  let series = running.filter((row) => !row.deleted && (row.kind === "exam" || ids.has(row.id)));
  const next = new Map<string, Occurrence>();
  for (const [index, from] of STRETCHES.entries()) {
    const to = STRETCHES[index + 1];
    if (to === undefined || series.length === 0 || next.size >= most) break;
    const start = from === 0 ? now : midnight(now, from);
    const found = await inZone(occurrencesOfSeries(db, series, start, midnight(now, to)));
    for (const one of found)
      if (one.kind === "exam" && one.ends_at > now && !next.has(one.id)) next.set(one.id, one);
    series = series.filter(({ id }) => !next.has(id));
  }
  return [...next.values()];
};

const midnight = (now: string, days: number): string => {
  const date = dateOf(now) > "9890" ? "9999-12-31" : addDays(dateOf(now), days);
  return `${date}T00:00:00`;
};
