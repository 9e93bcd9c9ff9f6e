/** A device's disk as the oracle reads it. */
import type { OutboxEntry, SyncState } from "../../src/store/database.ts";
import { FIELD_GROUPS, TABLE_NAMES, columnsOf, isTableName } from "../../src/model/tables.ts";
import type { Mutation } from "../../src/model/mutation.ts";
import { EMPTY_DISK, type Image } from "./disk.ts";
import type { Write } from "./ledger.ts";
import { meaning } from "./values.ts";

export type Fields = Readonly<Record<string, unknown>>;

const recordKey = (table: string, id: string): string => `${table}/${id}`;

const groupMeanings = new WeakMap<object, Map<string, string>>();

/** `meaning` of what an entry sets in a group; entries are never changed in place. */
export const entryMeaning = (entry: OutboxEntry, group: string): string | null => {
  const values = entry.set[group];
  if (values === undefined) return null;
  const known = groupMeanings.get(entry) ?? new Map<string, string>();
  groupMeanings.set(entry, known);
  const found = known.get(group) ?? meaning(values);
  known.set(group, found);
  return found;
};

/** The canonical part of a stored row: what the server sent, or null where it has sent nothing. */
const canonicalPart = (row: Fields): Fields | null => {
  if ("server" in row) return (row.server ?? null) as Fields | null;
  if (!("awaiting" in row) && !("months" in row) && !("lasts" in row)) return row;
  // What a device's indexes are made of is no part of a record.
  const { awaiting: _, months: _months, lasts: _lasts, ...rest } = row;
  return rest;
};

/** The values of one group in a row, known or unknown to this version; null for an unknown group that the row lacks. */
export const groupValues = (table: string, row: Fields, group: string): Fields | null => {
  const columns = isTableName(table) ? columnsOf(table, group) : undefined;
  if (columns) return Object.fromEntries(columns.map((column) => [column, row[column] ?? null]));
  const extra = row.extra as Fields | undefined;
  return (extra?.[group] as Fields | undefined) ?? null;
};

/** Whether the server has let go of a row's content. */
export const isPurged = (table: string, row: Fields): boolean =>
  row.deleted === true &&
  isTableName(table) &&
  Object.keys(FIELD_GROUPS[table])
    .flatMap((group) => columnsOf(table, group) ?? [])
    .every((column) => column === "deleted" || (row[column] ?? null) === null);

/** A group's last write in a row that came from the server. */
export const stampOf = (row: Fields, group: string): Write | null => {
  const stamps = row.stamps as Record<string, [number, number, string, string]> | undefined;
  const stamp = stamps?.[group];
  return stamp ? { stamp: stamp[0], mid: stamp[2] } : null;
};

/** How a group of a mutation travels: by its mutation's id, at the time when that group was written. */
export const writeOf = (
  mutation: Pick<Mutation, "mid" | "stamp"> & { stamps?: Readonly<Record<string, number>> },
  group: string,
): Write => ({ mid: mutation.mid, stamp: mutation.stamps?.[group] ?? mutation.stamp });

export class DeviceView {
  readonly image: Image;
  readonly state: SyncState | null;
  /** By record. */
  readonly outbox = new Map<string, OutboxEntry>();

  constructor(image: Image) {
    this.image = image;
    this.state = (image.stores.get("meta")?.get("sync")?.value ?? null) as SyncState | null;
    for (const { value } of image.stores.get("outbox")?.values() ?? []) {
      const entry = value as OutboxEntry;
      this.outbox.set(recordKey(entry.table, entry.id), entry);
    }
  }

  static readonly empty = new DeviceView(EMPTY_DISK);

  entry(table: string, id: string): OutboxEntry | null {
    return this.outbox.get(recordKey(table, id)) ?? null;
  }

  row(table: string, id: string): Fields | null {
    return (this.image.stores.get(table)?.get(id)?.value ?? null) as Fields | null;
  }

  canonical(table: string, id: string): Fields | null {
    const row = this.row(table, id);
    return row && canonicalPart(row);
  }

  rows(table: string): Fields[] {
    return [...(this.image.stores.get(table)?.values() ?? [])].map(({ value }) => value as Fields);
  }

  /** Rows of tables that the app doesn't know. */
  unknownRows(): { table: string; id: string; seq: number; row: Fields }[] {
    return [...(this.image.stores.get("unknown_rows")?.values() ?? [])].map(
      ({ value }) => value as { table: string; id: string; seq: number; row: Fields },
    );
  }

  /** Records whose row or entry is not the same object as in `before`. */
  changedSince(before: DeviceView): { table: string; id: string }[] {
    if (before.image === this.image) return [];
    const changed = new Map<string, { table: string; id: string }>();
    for (const table of [...TABLE_NAMES, "unknown_rows"]) {
      const now = this.image.stores.get(table);
      const then = before.image.stores.get(table);
      for (const [id, record] of now ?? [])
        if (then?.get(id)?.value !== record.value) changed.set(recordKey(table, id), { table, id });
      for (const id of then?.keys() ?? [])
        if (!now?.has(id)) changed.set(recordKey(table, id), { table, id });
    }
    for (const [key, { table, id }] of this.outbox)
      if (before.outbox.get(key) !== this.outbox.get(key)) changed.set(key, { table, id });
    for (const [key, { table, id }] of before.outbox)
      if (!this.outbox.has(key)) changed.set(key, { table, id });
    return [...changed.values()];
  }
}
