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
  /** Who wrote the groups that a restored server lacks, which any device may send ([E1]). */
  devices?: Readonly<Record<string, string>>;
  /**
   * Of the groups whose value this device had written itself: the stamps of its own values that it was written over, sent or not,
   * ascending, `OVER_MAX` at most. By them the server tells an edit of what the device knows from one of what it has forgotten ([M3]).
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

/** `devices` as a mutation has them: no field where nothing is sent again. */
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

/** Of more edits that wait together the server has most likely had none. */
const OVER_MAX = 16;

/** `over` as a mutation has it: no group, and no field, where it is written over nothing of the same device's. */
export const writtenOver = (
  stamps: readonly [group: string, stamps: readonly number[]][],
): Pick<Mutation, "over"> => {
  const known = stamps
    .filter(([, some]) => some.length > 0)
    .map(([group, some]): [string, number[]] => [
      group,
      [...new Set(some)].toSorted((a, b) => a - b).slice(-OVER_MAX),
    ]);
  return known.length > 0 ? { over: Object.fromEntries(known) } : {};
};

/** The columns that a mutation sets, all groups together. */
export const valuesOf = (set: Mutation["set"]): Record<string, unknown> =>
  Object.assign({}, ...Object.values(set)) as Record<string, unknown>;
