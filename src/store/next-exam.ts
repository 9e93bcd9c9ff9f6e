import { addDays, dateOf } from "../model/civil.ts";
import { Dexie } from "dexie";
import type { AthroDatabase } from "./database.ts";
import { inZone } from "./in-zone.ts";
import { byStart, type Occurrence, occurrencesOfSeries } from "./occurrences.ts";

/** Stretches in which a series is searched, days: most exams are near. */
const STRETCHES = [0, 120, 800, 40_000];

/** The exam that begins next, or is going on, at wall time `now`; undefined if none is planned. */
export const nextExam = (db: AthroDatabase, now: string): Promise<Occurrence | undefined> =>
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
    const repeated = await inZone(nextOfSeries(db, now));
    return [...exams, ...repeated].toSorted(byStart)[0];
  });

/** Of the series that hold exams: those of the kind, and those of which one occurrence was made one. */
const nextOfSeries = async (db: AthroDatabase, now: string): Promise<Occurrence[]> => {
  const running = await db.calendar_events.where("lasts").above(now).toArray();
  const made = await db.calendar_overrides
    .where("original_start")
    .aboveOrEqual(addDays(dateOf(now), -1))
    .filter((one) => one.kind === "exam")
    .toArray();
  const ids = new Set(made.map(({ event_id }) => event_id));
  const series = running.filter((row) => !row.deleted && (row.kind === "exam" || ids.has(row.id)));
  if (series.length === 0) return [];
  for (const [index, from] of STRETCHES.entries()) {
    const to = STRETCHES[index + 1];
    if (to === undefined) break;
    const start = from === 0 ? now : midnight(now, from);
    const found = await inZone(occurrencesOfSeries(db, series, start, midnight(now, to)));
    const exams = found.filter(({ kind, ends_at }) => kind === "exam" && ends_at > now);
    if (exams.length > 0) return exams;
  }
  return [];
};

const midnight = (now: string, days: number): string => {
  const date = dateOf(now) > "9890" ? "9999-12-31" : addDays(dateOf(now), days);
  return `${date}T00:00:00`;
};
