/** Writing one message, and seeing it: the store's `commit` and `readChat` beside a plain Dexie app's transaction and query. */
import { type Dexie, liveQuery } from "dexie";
import { newId } from "../../../src/model/new-id.ts";
import type { AthroDatabase, Row } from "../../../src/store/database.ts";
import { chatAfter } from "../../../src/store/chat-after.ts";
import { watch } from "../../../src/store/live.ts";
import { readChat } from "../../../src/store/read-chat.ts";
import type { Store } from "../../../src/store/store.ts";
import { commit, create } from "../../../src/store/write.ts";
import { countRequests } from "./idb-requests.ts";
import { fillAthro, fillPlain, removeDatabases } from "./filled.ts";
import type { PlainDatabase } from "./plain-database.ts";
import { MESSAGES, messageColumns, SESSION, USER } from "./rows.ts";

const SHOWN = 50;
/** A message that is not seen by then never will be. */
const SEEN_MAX_MS = 5_000;

interface Subjects {
  athro: Store;
  plain: PlainDatabase;
}

let subjects: Subjects | null = null;
let written = MESSAGES;

const fill = async (): Promise<void> => {
  await removeDatabases();
  const db = await fillAthro();
  const plain = await fillPlain();
  subjects = { athro: { db, user: USER, now: Date.now, newId }, plain };
};

const opened = (): Subjects => {
  if (!subjects) throw new Error("fill the databases first");
  return subjects;
};

const columnsOfNext = () => messageColumns((written += 1));

const writeAthro = async ({ athro }: Subjects): Promise<string> => {
  const id = newId();
  await commit(athro.db, athro, [create("chat_messages", id, { body: columnsOfNext() })]);
  return id;
};

const recordsOfNext = () => {
  const id = newId();
  const body = columnsOfNext();
  const now = Date.now();
  const row: Row<"chat_messages"> = {
    id,
    seq: 0,
    stamps: {},
    deleted: false,
    extra: {},
    ...body,
    server: null,
    awaiting: 1,
  };
  const entry = {
    queuedAt: now,
    mid: newId(),
    table: "chat_messages" as const,
    id,
    set: { body },
    base: { body: 0 },
    stamp: now,
  };
  return { id, row, entry };
};

/** As the Dexie documentation writes it: one statement after another. */
const writePlain = async ({ plain }: Subjects): Promise<string> => {
  const { id, row, entry } = recordsOfNext();
  await plain.transaction("rw", plain.chat_messages, plain.outbox, async () => {
    await plain.chat_messages.add(row);
    await plain.outbox.add(entry);
  });
  return id;
};

/** The same with both requests on their way at once. */
const writePlainTogether = async ({ plain }: Subjects): Promise<string> => {
  const { id, row, entry } = recordsOfNext();
  await plain.transaction("rw", plain.chat_messages, plain.outbox, () =>
    Promise.all([plain.chat_messages.add(row), plain.outbox.add(entry)]),
  );
  return id;
};

const timed = async (action: (of: Subjects) => Promise<unknown>): Promise<number> => {
  const of = opened();
  const start = performance.now();
  await action(of);
  return performance.now() - start;
};

/** Nothing that waits: as if the server had taken everything. */
const settle = async ({ athro, plain }: Subjects): Promise<void> => {
  for (const { db, chat_messages, outbox } of [
    { db: athro.db as Dexie, ...tablesOf(athro.db) },
    { db: plain as Dexie, ...tablesOf(plain) },
  ])
    await db.transaction("rw", chat_messages, outbox, async () => {
      const entries = await outbox.toArray();
      await outbox.clear();
      const rows = await chat_messages.bulkGet(entries.map(({ id }) => id));
      await chat_messages.bulkPut(
        rows
          .filter((row) => row !== undefined)
          .map(({ server: _server, awaiting: _awaiting, ...row }) => ({ ...row, seq: 1 })),
      );
    });
};

const tablesOf = ({ chat_messages, outbox }: AthroDatabase | PlainDatabase) => ({
  chat_messages,
  outbox,
});

/** Times of `rounds` writes each, in turns. */
const write = async (rounds: number) => {
  const samples = { athro: [] as number[], plain: [] as number[], together: [] as number[] };
  for (let round = 0; round < rounds; round += 1) {
    const turns = [
      async () => samples.athro.push(await timed(writeAthro)),
      async () => samples.plain.push(await timed(writePlain)),
      async () => samples.together.push(await timed(writePlainTogether)),
    ];
    for (let turn = 0; turn < turns.length; turn += 1)
      await turns[(turn + round) % turns.length]?.();
    await settle(opened());
  }
  return samples;
};

const nothing = (): void => {};

/** When each message was first seen. */
const createView = () => {
  const seenAt = new Map<string, number>();
  let check = nothing;
  return {
    show(ids: Iterable<string>) {
      const now = performance.now();
      for (const id of ids) if (!seenAt.has(id)) seenAt.set(id, now);
      check();
    },
    /** Resolves with the time, once it is known. */
    seen: (id: string) =>
      new Promise<number>((resolve, reject) => {
        const timer = setTimeout(
          () => reject(new Error(`the message ${id} was not seen`)),
          SEEN_MAX_MS,
        );
        check = () => {
          const at = seenAt.get(id);
          if (at === undefined) return;
          clearTimeout(timer);
          resolve(at);
        };
        check();
      }),
  };
};

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Times from a write to its message being seen; with `settling`, the write before it has been taken by the server. */
const see = async (rounds: number, settling: boolean) => {
  const of = opened();
  const samples = { athro: [] as number[], plain: [] as number[] };
  const views = { athro: createView(), plain: createView() };
  const unwatch = watch(
    () => readChat(of.athro, SESSION, SHOWN),
    ({ lines }) => views.athro.show(lines.map(({ message }) => message.id)),
    console.error,
    { db: of.athro.db, after: chatAfter(of.athro, SESSION, SHOWN) },
  );
  const subscription = liveQuery(() => of.plain.lastMessages(SESSION, SHOWN)).subscribe({
    next: (rows) => views.plain.show(rows.toReversed().map((row) => row.id)),
    error: console.error,
  });
  const seen = async (name: "athro" | "plain", action: (of: Subjects) => Promise<string>) => {
    const start = performance.now();
    const id = await action(of);
    samples[name].push((await views[name].seen(id)) - start);
  };
  await pause(200);
  for (let round = 0; round < rounds; round += 1) {
    const turns = [() => seen("athro", writeAthro), () => seen("plain", writePlain)];
    for (let turn = 0; turn < turns.length; turn += 1)
      await turns[(turn + round) % turns.length]?.();
    if (settling) await settle(of);
    await pause(5);
  }
  unwatch();
  subscription.unsubscribe();
  return samples;
};

/** IndexedDB requests of a write and of a read, by method. */
const requests = async () => ({
  athroWrite: await countRequests(() => writeAthro(opened())),
  plainWrite: await countRequests(() => writePlain(opened())),
  athroRead: await countRequests(() => readChat(opened().athro, SESSION, SHOWN)),
  plainRead: await countRequests(() => opened().plain.lastMessages(SESSION, SHOWN)),
});

const bench = { fill, write, see, requests };
export type WritesBench = typeof bench;
Object.assign(globalThis, { bench });
