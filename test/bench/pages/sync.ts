/** Whole cycles of the real engine over the real store and transport, beside a plain Dexie app that fetches and stores the same. */
import { newId } from "../../../src/model/new-id.ts";
import {
  type AthroDatabase,
  type OutboxEntry,
  openDatabase,
  type Row,
} from "../../../src/store/database.ts";
import { createSyncStore } from "../../../src/store/sync-store.ts";
import { commit, create } from "../../../src/store/write.ts";
import { runCycle } from "../../../src/sync/cycle.ts";
import type { SyncRequest, SyncResponse, WireRow } from "../../../src/sync/protocol.ts";
import { createSyncTransport } from "../../../src/transport/sync-transport.ts";
import { removeDatabases } from "./filled.ts";
import { PlainDatabase } from "./plain-database.ts";
import { messageColumns } from "./rows.ts";

export interface Someone {
  id: string;
  accessToken: string;
  device: string;
}

const backend = { url: location.origin, key: "" };

const transportOf = ({ accessToken }: Someone) =>
  createSyncTransport(backend, async () => ({ kind: "token", token: accessToken }));

const open = ({ id, device }: Someone): Promise<AthroDatabase> => openDatabase(id, () => device);

/** Runs one cycle to its end. Returns how long it took, ms. */
const cycle = async (db: AthroDatabase, someone: Someone): Promise<number> => {
  const store = createSyncStore(db, { now: Date.now, newId });
  const ports = { store, transport: transportOf(someone), clock: { now: Date.now } };
  const start = performance.now();
  const end = await runCycle(ports, new Map());
  const took = performance.now() - start;
  if (end.kind !== "done" || end.proof !== "equal")
    throw new Error(`the cycle ended ${JSON.stringify(end)}`);
  return took;
};

const countRows = async (db: AthroDatabase | PlainDatabase): Promise<number> =>
  (await db.chat_sessions.count()) +
  (await db.chat_messages.count()) +
  (await db.calendar_events.count());

/** A new device's first sync. */
const pull = async (someone: Someone) => {
  await removeDatabases();
  const db = await open(someone);
  const ms = await cycle(db, someone);
  const rows = await countRows(db);
  db.close();
  return { ms, rows };
};

const ask = async (
  someone: Someone,
  { epoch, cursor }: Pick<SyncRequest, "epoch" | "cursor">,
): Promise<SyncResponse> => {
  const answer = await fetch(`${backend.url}/rest/v1/rpc/sync`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      authorization: `Bearer ${someone.accessToken}`,
    },
    body: JSON.stringify({
      request: {
        protocol: 1,
        user: someone.id,
        device: someone.device,
        epoch,
        cursor,
        mutations: [],
        limit: 1_000,
      },
    }),
  });
  return (await answer.json()) as SyncResponse;
};

const storePlain = async (db: PlainDatabase, { rows, cursor }: SyncResponse): Promise<void> => {
  const of = (table: string) =>
    rows.filter((one: WireRow) => one.table === table).map((one) => one.row as unknown);
  const { chat_sessions, chat_messages, calendar_events, meta } = db;
  await db.transaction("rw", [chat_sessions, chat_messages, calendar_events, meta], async () => {
    await chat_sessions.bulkPut(of("chat_sessions") as Row<"chat_sessions">[]);
    await chat_messages.bulkPut(of("chat_messages") as Row<"chat_messages">[]);
    await calendar_events.bulkPut(of("calendar_events") as Row<"calendar_events">[]);
    await meta.put({ key: "cursor", cursor });
  });
};

/** The same pages, each put as it comes; with `ahead`, the next is fetched while one is being stored. */
const pullPlain = async (someone: Someone, ahead: boolean) => {
  await removeDatabases();
  const db = new PlainDatabase();
  await db.open();
  const start = performance.now();
  let next = ask(someone, { epoch: null, cursor: 0 });
  for (;;) {
    const page = await next;
    if (ahead && page.more) next = ask(someone, page);
    await storePlain(db, page);
    if (!page.more) break;
    if (!ahead) next = ask(someone, page);
  }
  const ms = performance.now() - start;
  const rows = await countRows(db);
  db.close();
  return { ms, rows };
};

interface Queue {
  rows: Row<"chat_messages">[];
  entries: OutboxEntry[];
}

let queue: Queue = { rows: [], entries: [] };

/** Writes so many messages offline, and keeps what that left to be put back for every round. */
const queueUp = async (someone: Someone, count: number): Promise<void> => {
  await removeDatabases();
  const db = await open(someone);
  const sessionId = newId();
  for (let n = 0; n < count; n += 1)
    await commit(db, { now: Date.now, newId }, [
      create("chat_messages", newId(), { body: messageColumns(n, sessionId) }),
    ]);
  queue = { rows: await db.chat_messages.toArray(), entries: await db.outbox.toArray() };
  db.close();
};

/** Sends everything queued. */
const drain = async (someone: Someone) => {
  await removeDatabases();
  const db = await open(someone);
  await db.chat_messages.bulkPut(queue.rows);
  await db.outbox.bulkPut(queue.entries);
  const ms = await cycle(db, someone);
  const left = await db.outbox.count();
  db.close();
  return { ms, left };
};

/** The student's device with everything in it, to send single messages from. */
const send = async (someone: Someone, sessionId: string): Promise<void> => {
  const db = await open(someone);
  await commit(db, { now: Date.now, newId }, [
    create("chat_messages", newId(), { body: messageColumns(0, sessionId) }),
  ]);
  await cycle(db, someone);
  db.close();
};

const bench = { pull, pullPlain, queueUp, drain, send };
export type SyncBench = typeof bench;
Object.assign(globalThis, { bench });
