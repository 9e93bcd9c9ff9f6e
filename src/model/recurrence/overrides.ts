/** What was changed of single times of a series. Of a time there is one record, or several that come to one. */
import { dateOf } from "../civil.ts";
import { byColumn, type CanonicalRow, FIELD_GROUPS } from "../tables.ts";

/** What is looked at of a change of one time. */
export type OverrideRecord = Omit<
  CanonicalRow<"calendar_overrides">,
  "seq" | "stamps" | "extra" | "imported"
>;

/** The key of a series' occurrence on a date. */
export const occurrenceKey = (eventId: string, date: string): string => `${eventId} ${date}`;

/**
 * The start that a new record names its time by: midnight, whatever the time of day, so that devices which know the series at different
 * times of day make one record. Older ones name the time of day.
 */
export const originalOn = (original: string): string => `${dateOf(original)}T00:00:00`;

const GROUPS = Object.entries(FIELD_GROUPS.calendar_overrides).filter(
  ([group]) => group !== "origin" && group !== "deleted",
);

/** A record as a device holds it: its last writes, and what the server has where something waits. */
interface Kept {
  stamps?: Readonly<Record<string, readonly [number, ...unknown[]]>>;
  server?: object | null;
}

/** When a record said last what it says in a group: what is on its way is the latest of all. Null where it says nothing: null, or not cancelled. */
const saidAt = (record: object, group: string, columns: readonly string[]): number | null => {
  const said = byColumn(record);
  if (columns.every((name) => (said[name] ?? false) === false)) return null;
  const { server, stamps } = record as Kept;
  if (server === undefined) return stamps?.[group]?.[0] ?? 0;
  const there = byColumn(server ?? {});
  const waits = columns.some((name) => String(there[name] ?? "") !== String(said[name] ?? ""));
  return waits ? Infinity : (stamps?.[group]?.[0] ?? 0);
};

/** What tells which time a record is of. */
type Placed = Pick<OverrideRecord, "id" | "event_id" | "original_start">;

/** Two records of one time as one: of each group what was said last. */
const joined = <O extends Placed>(first: O, second: O): O => {
  const values: Record<string, unknown> = {};
  for (const [group, columns] of GROUPS) {
    const at = saidAt(second, group, columns);
    if (at === null || at < (saidAt(first, group, columns) ?? -1)) continue;
    for (const name of columns) values[name] = byColumn(second)[name];
  }
  return { ...first, ...values };
};

/** What counts for each time of a series. `partOf`: the event to which a change belongs now. */
export const byDate = <O extends Placed>(
  overrides: readonly O[],
  partOf: (override: O) => string = ({ event_id }) => event_id,
): Map<string, O> => {
  const found = new Map<string, O>();
  for (const one of overrides.toSorted(byOriginal)) {
    const key = occurrenceKey(partOf(one), dateOf(one.original_start));
    const other = found.get(key);
    found.set(key, other ? joined(other, one) : one);
  }
  return found;
};

const byOriginal = (a: Placed, b: Placed): number =>
  a.original_start < b.original_start
    ? -1
    : a.original_start > b.original_start
      ? 1
      : a.id < b.id
        ? -1
        : 1;
