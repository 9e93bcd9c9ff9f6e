import { addDays, dateOf } from "../model/civil.ts";
import { firstDateFrom, lastDateBefore } from "../model/recurrence/expand.ts";
import type { AthroDatabase } from "./database.ts";
import type { EventRow } from "./events.ts";
import { inZone } from "./in-zone.ts";
import { seriesOf } from "../model/recurrence/occurrences.ts";

/** Starts (wall times) of events just outside of a stretch of time, null where there is none on that side. */
export interface EventNeighbours {
  earlier: string | null;
  later: string | null;
}

/** Occurrences of one series that are looked at for one that was not cancelled. */
const TRIES = 60;

/** The event that ended last before [from, to), and the one after it that ends first; wall times. */
export const eventNeighbours = (
  db: AthroDatabase,
  from: string,
  to: string,
): Promise<EventNeighbours> =>
  db.transaction("r", db.calendar_events, db.calendar_overrides, async () => {
    const [before, after, running, over, moved] = await Promise.all([
      db.calendar_events
        .where("ends_at")
        .belowOrEqual(from)
        .reverse()
        .filter((row) => !row.deleted && !row.rrule && row.starts_at < from)
        .first(),
      db.calendar_events
        .where("ends_at")
        .aboveOrEqual(to)
        .filter((row) => !row.deleted && !row.rrule && row.starts_at >= to)
        .first(),
      db.calendar_events.where("lasts").aboveOrEqual(from).toArray(),
      db.calendar_events.where("lasts").below(from).reverse().limit(8).toArray(),
      inZone(movedNext(db, from, to)),
    ]);
    const earlier: (string | undefined)[] = [before?.starts_at, moved.earlier];
    const later: (string | undefined)[] = [after?.starts_at, moved.later];
    for (const event of [...running, ...over])
      earlier.push(await inZone(search(db, event, from, "before")));
    for (const event of running) later.push(await inZone(search(db, event, to, "after")));
    return {
      earlier: earlier.filter(isGiven).toSorted().at(-1) ?? null,
      later: later.filter(isGiven).toSorted()[0] ?? null,
    };
  });

const isGiven = (wall: string | undefined): wall is string => wall !== undefined;

/** The start of a series' nearest occurrence on one side of a wall time; those that were cancelled are passed over. */
const search = async (
  db: AthroDatabase,
  event: EventRow,
  wall: string,
  side: "before" | "after",
): Promise<string | undefined> => {
  const series = seriesOf(event);
  if (!series) return undefined;
  const time = event.starts_at.slice(10);
  const isBefore = side === "before";
  // On the day itself, the time of day decides.
  const day = dateOf(wall);
  let date = isBefore
    ? lastDateBefore(series, time < wall.slice(10) ? addDays(day, 1) : day)
    : firstDateFrom(series, time < wall.slice(10) ? addDays(day, 1) : day);
  for (let tries = 0; date !== null && tries < TRIES; tries++) {
    const at: string = date;
    const changed = await db.calendar_overrides
      .where("original_start")
      .between(`${at}T`, `${at}U`)
      .filter(
        (one) => one.event_id === event.id && !one.deleted && (one.cancelled || !!one.starts_at),
      )
      .first();
    if (!changed) return at + time;
    date = isBefore ? lastDateBefore(series, at) : firstDateFrom(series, addDays(at, 1));
  }
  return undefined;
};

const isShown = (one: { deleted: boolean; cancelled: boolean }): boolean =>
  !one.deleted && !one.cancelled;

/** Occurrences that were moved. */
const movedNext = async (
  db: AthroDatabase,
  from: string,
  to: string,
): Promise<{ earlier: string | undefined; later: string | undefined }> => {
  const before = await db.calendar_overrides
    .where("ends_at")
    .belowOrEqual(from)
    .reverse()
    .filter((one) => isShown(one) && (one.starts_at ?? from) < from)
    .first();
  const after = await db.calendar_overrides
    .where("ends_at")
    .aboveOrEqual(to)
    .filter((one) => isShown(one) && (one.starts_at ?? "") >= to)
    .first();
  return { earlier: before?.starts_at ?? undefined, later: after?.starts_at ?? undefined };
};
