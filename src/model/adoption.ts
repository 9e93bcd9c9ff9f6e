import { type GroupValues, type Mutation, ownStamps, writtenOver } from "./mutation.ts";
import {
  byColumn,
  type CanonicalRow,
  columnsOf,
  FIELD_GROUPS,
  groupIn,
  type TableName,
} from "./tables.ts";

/**
 * A guest's record as the mutation by which a student takes it over: every group that it has, at stamp 0, so that it is inserted where
 * it is absent and competes with nothing ([M4]); but a group that the guest wrote after the work was given away keeps the stamp of
 * that edit ([U4]).
 */
export const adoptionOf = (table: TableName, row: CanonicalRow, mid: string): Mutation => {
  const groups = Object.keys(FIELD_GROUPS[table])
    .map((group): [string, GroupValues | null] => [group, valuesIn(table, row, group)])
    .filter((one): one is [string, GroupValues] => one[1] !== null);
  const stamps = groups.map(([group]): [string, number] => [group, row.stamps[group]?.[0] ?? 0]);
  const stamp = Math.max(0, ...stamps.map(([, own]) => own));
  return {
    mid,
    table,
    id: row.id,
    set: Object.fromEntries(groups),
    base: Object.fromEntries(groups.map(([group]) => [group, 0])),
    stamp,
    ...ownStamps(stamps, stamp),
    // What a group was written over was taken over too.
    ...writtenOver(groups.map(([group]) => [group, row.stamps[group]?.[4] ?? []])),
  };
};

/** Null for a group that the row lacks. That it is not deleted says something only where someone decided so. */
const valuesIn = (table: TableName, row: CanonicalRow, group: string): GroupValues | null => {
  if (group === "deleted" && !row.deleted && !(group in row.stamps)) return null;
  return groupIn(columnsOf(table, group) ?? [], byColumn(row));
};

/** The groups of a mutation that were written after what is there of the record; null if none was. `stampOf` is 0 for a group not there. */
export const laterPart = (
  mutation: Mutation,
  stampOf: (group: string) => number,
): Mutation | null => {
  const own = (group: string): number => mutation.stamps?.[group] ?? mutation.stamp;
  const later = Object.keys(mutation.set).filter((group) => own(group) > stampOf(group));
  if (later.length === 0) return null;
  const pick = <T>(from: Readonly<Record<string, T>>): Record<string, T> =>
    Object.fromEntries(Object.entries(from).filter(([group]) => later.includes(group)));
  const stamp = Math.max(...later.map(own));
  const { mid, table, id } = mutation;
  return {
    mid,
    table,
    id,
    set: pick(mutation.set),
    base: pick(mutation.base),
    stamp,
    ...ownStamps(
      later.map((group): [string, number] => [group, own(group)]),
      stamp,
    ),
    ...writtenOver(Object.entries(pick(mutation.over ?? {}))),
  };
};

/** Two drafts for one composer: neither is lost, `first` stands above, and one that already contains the other stands alone. */
export const joinDrafts = (first: string, second: string): string => {
  if (first.trim() === "" || second.includes(first)) return second;
  if (second.trim() === "" || first.includes(second)) return first;
  return `${first}\n\n${second}`;
};

/** The name under which a student keeps a guest's preference where the account has another value of it ([U6]). */
export const keptPreferenceName = (guestDevice: string, name: string): string =>
  `guest:${guestDevice}:${name}`;

/** Whether two JSON values are the same, in whatever order their keys have come back from the server. */
export const isSameJson = (a: unknown, b: unknown): boolean => {
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return a === b;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const left = a as Record<string, unknown>;
  const right = b as Record<string, unknown>;
  const keys = Object.keys(left);
  return (
    keys.length === Object.keys(right).length &&
    keys.every((key) => Object.hasOwn(right, key) && isSameJson(left[key], right[key]))
  );
};
