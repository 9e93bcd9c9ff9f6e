/** What an update of the app finds on a disk. */
import { TABLE_NAMES } from "../../src/model/tables.ts";
import type { SyncState, UnknownRow } from "../../src/store/database.ts";
import type { DiskRecord, Image } from "./disk.ts";
import { OLD } from "./history.ts";

/**
 * The disk as an older app would have left it. Here one app plays both, so what it can't know has another name on the wire; with the
 * update, the rows that came under that name get the one that the app knows.
 */
export const beforeUpdate = ({ stores, generators }: Image): Image => {
  const unknown = [...(stores.get("unknown_rows")?.values() ?? [])].map(renamed);
  const meta = [...(stores.get("meta") ?? [])].map(([key, record]): [string, DiskRecord] => [
    key,
    key === "sync" ? outdated(record) : record,
  ]);
  return {
    generators,
    stores: new Map([
      ...stores,
      ["unknown_rows", new Map(unknown.map((record) => [String(record.key), record]))],
      ["meta", new Map(meta)],
    ]),
  };
};

const renamed = (record: DiskRecord): DiskRecord => {
  const row = record.value as UnknownRow;
  const table = TABLE_NAMES.find((name) => OLD.table(name) === row.table) ?? row.table;
  return { key: [table, row.id], value: { ...row, table } };
};

const outdated = (record: DiskRecord): DiskRecord => {
  const { schema: _, ...state } = record.value as SyncState;
  return { ...record, value: state };
};
