import type { Mutation } from "../model/mutation.ts";
import { isTableName, TABLE_NAMES, type TableName } from "../model/tables.ts";
import { offsetAfter } from "../sync/clock.ts";
import type { Applied, BatchLimits, Sent, Snapshot, SyncStatus, SyncStore } from "../sync/ports.ts";
import type { SyncResponse } from "../sync/protocol.ts";
import { applyAcks } from "./acks.ts";
import { type AthroDatabase, type OutboxEntry, readState, type SyncState } from "./database.ts";
import { beginResync, endResync } from "./resync.ts";
import { applyRows } from "./rows.ts";
import { entryOf, type Source } from "./write.ts";
import { inZone } from "./in-zone.ts";

const ONE_DAY_MS = 86_400_000;

/** The engine's store over one student's database. */
export const createSyncStore = (db: AthroDatabase, source: Source): SyncStore => {
  const everything = [
    ...TABLE_NAMES.map((name) => db.rows(name)),
    db.outbox,
    db.meta,
    db.unknown_rows,
    db.askings,
  ];

  const read = (limits: BatchLimits, underWay: readonly Mutation[] = []): Promise<Snapshot> =>
    db.transaction("r", db.outbox, db.meta, async () => {
      const [{ user, device, epoch, cursor, resyncing }, batch] = await Promise.all([
        readState(db),
        inZone(readBatch(db, limits, new Set(underWay.map(versionOf)))),
      ]);
      return { user, device, epoch, cursor, resyncing, ...batch };
    });

  const apply = (sent: Sent, response: SyncResponse): Promise<Applied> =>
    db.transaction("rw", everything, async (): Promise<Applied> => {
      const before = await readState(db);
      if (
        before.user !== sent.user ||
        response.user !== sent.user ||
        before.epoch !== sent.epoch ||
        before.cursor !== sent.cursor
      )
        return { kind: "stale" };
      const now = source.now();
      const offset = offsetAfter(
        before.syncedAt === null ? null : before.offset,
        sent,
        response.server_time,
      );
      const known: SyncState = {
        ...before,
        epoch: response.epoch,
        highWater: response.high_water,
        offset,
        syncedAt: now,
      };

      const restored = before.epoch !== null && before.epoch !== response.epoch;
      if (restored || sent.cursor > response.high_water) {
        // The rows of this answer follow a cursor of another history: they come again, from 0.
        await inZone(beginResync(db, known, true));
        return { kind: "applied", cursor: 0, digest: "resyncing" };
      }

      const released = await inZone(applyAcks(db, sent.mutations, response, { now, offset }));
      const digest = await inZone(applyRows(db, source, known, response.rows, released));
      const after: SyncState = { ...known, cursor: response.cursor, digest };
      if (!response.more && before.resyncing) {
        await inZone(endResync(db, source, after));
        after.resyncing = false;
      }
      const newest = !response.more && response.cursor === response.high_water;
      after.proof = !newest ? "unknown" : after.digest === response.digest ? "equal" : "different";
      // By a clock that may have been set back.
      const resyncDue = Math.abs(now - (before.resyncedAt ?? 0)) >= ONE_DAY_MS;
      if (newest && after.proof === "different" && resyncDue) {
        await inZone(beginResync(db, { ...after, resyncedAt: now }, false));
        return { kind: "applied", cursor: 0, digest: "resyncing" };
      }
      await db.meta.put(after);
      if (before.resyncing && !after.resyncing && (await db.outbox.filter(isDue).count()) > 0)
        return { kind: "applied", cursor: after.cursor, digest: "resyncing" };
      return {
        kind: "applied",
        cursor: after.cursor,
        digest: newest ? after.proof : "unknown",
      };
    });

  const park = (mutation: Mutation): Promise<void> =>
    db.transaction("rw", db.outbox, async () => {
      const entry = await entryOf(db, mutation.table, mutation.id);
      if (entry?.mid !== mutation.mid || entry.stamp !== mutation.stamp) return;
      await db.outbox.put({ ...entry, refused: { code: "parked", at: source.now() } });
    });

  const report = (status: SyncStatus): Promise<void> =>
    db.transaction("rw", db.meta, async () => {
      // In a database that was wiped under this context nothing is to be left ([U9]).
      if (!(await db.meta.get("sync"))) return;
      const stored = await db.meta.get("status");
      if (
        stored?.key === "status" &&
        stored.phase === status.phase &&
        stored.problem === status.problem
      )
        return;
      await db.meta.put({ key: "status", ...status });
    });

  return { read, apply, park, report };
};

/** The oldest due entries up to the limits, without those under way. The rest of the queue, however long, is not looked at. */
const readBatch = async (
  db: AthroDatabase,
  limits: BatchLimits,
  underWay: ReadonlySet<string>,
): Promise<Pick<Snapshot, "mutations" | "more">> => {
  const mutations: Mutation[] = [];
  const chunk = limits.count + underWay.size + 1;
  let bytes = 0;
  for (let from = 0; ;) {
    const entries = await db.outbox.where("n").above(from).limit(chunk).toArray();
    for (const entry of entries) {
      if (!isDue(entry) || underWay.has(versionOf(entry))) continue;
      const mutation = wireOf(entry);
      bytes += JSON.stringify(mutation).length;
      if (mutations.length >= limits.count || (mutations.length > 0 && bytes > limits.bytes))
        return { mutations, more: true };
      mutations.push(mutation);
    }
    const last = entries.at(-1);
    if (!last || entries.length < chunk) return { mutations, more: false };
    from = last.n;
  }
};

/** A mutation as the wire knows it ([P1]). */
const versionOf = ({ mid, stamp }: Mutation): string => `${mid} ${stamp}`;

const isDue = (entry: OutboxEntry): boolean =>
  entry.refused === undefined && entry.acked === undefined;

const wireOf = ({
  mid,
  table,
  id,
  set,
  base,
  stamp,
  stamps,
  devices,
  over,
}: OutboxEntry): Mutation => ({
  mid,
  table,
  id,
  set,
  base,
  stamp,
  ...(stamps && { stamps }),
  ...(devices && { devices }),
  ...(over && { over }),
});

/** Makes a refused entry due again as it is. */
export const retryRefused = (db: AthroDatabase, n: number): Promise<void> =>
  db.transaction("rw", db.outbox, async () => {
    const entry = await db.outbox.get(n);
    if (!entry?.refused) return;
    const { refused: _, ...due } = entry;
    await db.outbox.put(due);
  });

/** Gives up a refused entry: the record shows what the server holds, or goes if it holds nothing. */
export const discardRefused = (db: AthroDatabase, n: number): Promise<void> =>
  db.transaction("rw", [db.outbox, ...TABLE_NAMES.map((name) => db.rows(name))], async () => {
    const entry = await db.outbox.get(n);
    if (!entry?.refused || !isTableName(entry.table)) return;
    const table = db.rows(entry.table satisfies TableName);
    const row = await table.get(entry.id);
    await db.outbox.delete(n);
    if (row?.server) await table.put(row.server);
    else if (row?.server === null) await table.delete(entry.id);
  });
