import { STAMP_AHEAD_MAX_MS } from "./limits.ts";
import type { TableName } from "./tables.ts";

/** Values of one field group, by column. */
export type GroupValues = Readonly<Record<string, unknown>>;

/**
 * A recorded intent: the values that some field groups of one record are to have. It is a state to merge, not a command, so that
 * applying it again changes nothing.
 */
export interface Mutation {
  /** UUID; breaks ties between equal stamps. */
  mid: string;
  table: TableName;
  /** UUID of the record. */
  id: string;
  set: Readonly<Record<string, GroupValues>>;
  /** For each group in `set`: the rev of the value that the student saw when editing; 0 where there was none. */
  base: Readonly<Record<string, number>>;
  /** ms; 0 means: only if the record does not exist yet, never competing with an edit. */
  stamp: number;
  /** Stamps of the groups whose value is older than `stamp`: each competes by the time at which it was written. */
  stamps?: Readonly<Record<string, number>>;
  /** Who wrote the groups that another device wrote than the one that sends them: what a restored server lacks. */
  devices?: Readonly<Record<string, string>>;
  /**
   * Of the groups whose value this device had written itself: the stamps of its own values that it was written over, sent or not,
   * ascending; of those within a minute of one another the last, and `OVER_MAX` at most. By the last of them the server tells an edit
   * of what the device knows from an edit of what it has forgotten ([M3]).
   */
  over?: Readonly<Record<string, readonly number[]>>;
}

/**
 * Joins a later edit of the same record to one that has not left the outbox: first base and last value of each group, each group with
 * its own stamp.
 */
export const coalesce = (
  { mid, table, id, ...earlier }: Mutation,
  later: Pick<Mutation, "set" | "base" | "stamp" | "stamps" | "devices" | "over">,
): Mutation => {
  const set = { ...earlier.set, ...later.set };
  const stamp = Math.max(earlier.stamp, later.stamp);
  const stampOf = (writer: Pick<Mutation, "stamp" | "stamps">, group: string): number =>
    writer.stamps?.[group] ?? writer.stamp;
  const stamps = Object.keys(set).map((group): [string, number] => [
    group,
    stampOf(group in later.set ? later : earlier, group),
  ]);
  const over = Object.keys(set).map((group): [string, number[]] => [
    group,
    [
      ...(earlier.over?.[group] ?? []),
      ...(later.over?.[group] ?? []),
      ...(group in earlier.set && group in later.set ? [stampOf(earlier, group)] : []),
    ],
  ]);
  return {
    mid,
    table,
    id,
    set,
    base: { ...later.base, ...earlier.base },
    stamp,
    ...ownStamps(stamps, stamp),
    ...writtenBy([
      ...Object.entries(earlier.devices ?? {}).filter(([group]) => !(group in later.set)),
      ...Object.entries(later.devices ?? {}),
    ]),
    ...writtenOver(over),
  };
};

/** `devices` as a mutation has them: no field where the sender wrote everything. */
export const writtenBy = (
  devices: readonly [group: string, device: string][],
): Pick<Mutation, "devices"> =>
  devices.length > 0 ? { devices: Object.fromEntries(devices) } : {};

/** `stamps` as a mutation has them: only the groups that differ from `stamp`, and no field where none does. */
export const ownStamps = (
  byGroup: readonly [group: string, stamp: number][],
  stamp: number,
): Pick<Mutation, "stamps"> => {
  const older = byGroup.filter(([, own]) => own !== stamp);
  return older.length > 0 ? { stamps: Object.fromEntries(older) } : {};
};

const OVER_MAX = 8;

/** `over` as a mutation has it: no group, and no field, where it is written over nothing of the same device's. */
export const writtenOver = (
  stamps: readonly [group: string, stamps: readonly number[]][],
): Pick<Mutation, "over"> => {
  const known = stamps
    .map(([group, some]): [string, number[]] => [group, thinnedOut(some)])
    .filter(([, some]) => some.length > 0);
  return known.length > 0 ? { over: Object.fromEntries(known) } : {};
};

/** Only a clock that was wrong by more than a minute leaves stamps that are not to be named any more ([P5]), so fewer will do. */
const thinnedOut = (stamps: readonly number[]): number[] =>
  stamps
    .toSorted((a, b) => a - b)
    .filter((stamp, i, all) => (all[i + 1] ?? Infinity) - stamp > STAMP_AHEAD_MAX_MS)
    .slice(-OVER_MAX);

/** The columns that a mutation sets, all groups together. */
export const valuesOf = (set: Mutation["set"]): Record<string, unknown> =>
  Object.assign({}, ...Object.values(set)) as Record<string, unknown>;
