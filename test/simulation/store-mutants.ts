/** Bugs planted in a context's store, by putting other functions in the place of its tables' own. */
import { Dexie } from "dexie";
import { isTableName } from "../../src/model/tables.ts";
import type {
  AthroDatabase,
  OutboxEntry,
  Row,
  StatusRow,
  SyncState,
} from "../../src/store/database.ts";

/** An entry that gets its number when it is stored. */
type Unnumbered = Omit<OutboxEntry, "n"> & { n?: number };

const replace = (table: object, name: string, value: (...args: never[]) => unknown): void => {
  Object.defineProperty(table, name, { value });
};

/** Answers are applied whatever the cursor has become meanwhile, and the cursor is the greater of the two. */
export const applyBlindly = (db: AthroDatabase): void => {
  const { meta } = db;
  const get = meta.get.bind(meta) as (
    key: string,
  ) => PromiseLike<SyncState | StatusRow | undefined>;
  const put = meta.put.bind(meta) as (row: SyncState | StatusRow) => PromiseLike<unknown>;
  let asked: SyncState | null = null;
  let stored: SyncState | null = null;
  replace(meta, "get", (key: string) =>
    get(key).then((row) => {
      if (row?.key !== "sync") return row;
      if (Dexie.currentTransaction?.mode === "readonly") {
        asked = row;
        return row;
      }
      stored = row;
      return asked ? { ...row, epoch: asked.epoch, cursor: asked.cursor } : row;
    }),
  );
  replace(meta, "put", (row: SyncState | StatusRow) =>
    put(
      row.key === "sync" && stored && !row.resyncing
        ? { ...row, cursor: Math.max(row.cursor, stored.cursor) }
        : row,
    ),
  );
};

/** An entry leaves the outbox when it is acknowledged, whether or not its row has come. */
export const dropAtAck = (db: AthroDatabase): void => {
  const { outbox } = db;
  const bulkPut = outbox.bulkPut.bind(outbox) as (entries: OutboxEntry[]) => PromiseLike<unknown>;
  const drop = async (entry: OutboxEntry): Promise<void> => {
    await outbox.delete(entry.n);
    if (!isTableName(entry.table)) return;
    const rows = db.rows(entry.table);
    const row = await rows.get(entry.id);
    if (row?.server) await rows.put(row.server as Row);
    else if (row) await rows.delete(entry.id);
  };
  replace(outbox, "bulkPut", async (entries: OutboxEntry[]) => {
    for (const entry of entries.filter(({ acked }) => acked !== undefined)) await drop(entry);
    await bulkPut(entries.filter(({ acked }) => acked === undefined));
  });
};

/** Every write of an entry gives it the next number of the queue. */
export const countOperations = (db: AthroDatabase): void => {
  const { outbox } = db;
  const put = outbox.put.bind(outbox) as (entry: Unnumbered) => PromiseLike<unknown>;
  const renumber = async (entry: OutboxEntry): Promise<unknown> => {
    const there = entry.n === undefined ? undefined : await outbox.get(entry.n);
    if (!there || there.stamp === entry.stamp) return put(entry);
    const { n, ...rest } = entry;
    await outbox.delete(n);
    return put(rest);
  };
  replace(outbox, "put", renumber);
  replace(outbox, "bulkPut", async (entries: OutboxEntry[]) => {
    for (const entry of entries) await renumber(entry);
  });
};
