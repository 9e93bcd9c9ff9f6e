import { Dexie, type DexieOptions } from "dexie";
import { onTestFinished } from "vitest";
import { overrideId, preferenceId } from "../../../src/model/ids.ts";
import type { Mutation } from "../../../src/model/mutation.ts";
import { adoptGuest, type AdoptionEnd } from "../../../src/store/adoption.ts";
import { type AthroDatabase, openDatabase, type Row } from "../../../src/store/database.ts";
import { keepDraft, pushDraft, readDraft } from "../../../src/store/drafts.ts";
import { createEvent, deleteEvent } from "../../../src/store/events.ts";
import { readLeftDraft } from "../../../src/store/left-drafts.ts";
import { sendQuestion } from "../../../src/store/messages.ts";
import { setPreference } from "../../../src/store/preferences.ts";
import { saveSession } from "../../../src/store/sessions.ts";
import { commit, create, edit } from "../../../src/store/write.ts";
import type { Ack } from "../../../src/sync/protocol.ts";
import { freshStorage } from "../../support/indexed-db.ts";
import { MONDAY_MS, openTestStore, type TestStore } from "../../support/store.ts";
import { exchange, sending } from "./exchange.ts";
import { ServerRows } from "./server-rows.ts";

export const MATHS = "athro-maths";
export const ART = "athro-art";

/** A device on which a guest has worked and a student signs in, and the server. */
export interface World {
  storage: DexieOptions;
  server: ServerRows;
  guest: TestStore;
  student: TestStore;
  ids: GuestIds;
}

interface GuestIds {
  saved: string;
  open: string;
  lesson: string;
  exam: string;
  deleted: string;
}

const EVENT = {
  athro_id: MATHS,
  kind: "lesson",
  all_day: false,
  starts_at: "2026-11-24T09:00:00",
  ends_at: "2026-11-24T10:00:00",
  zone: "Europe/London",
  notes: "",
  location: "",
} as const;

/** Two chats, an event with one occurrence moved, one more, a deleted one, a preference and two drafts. */
const work = async (guest: TestStore): Promise<GuestIds> => {
  const { sessionId: saved } = await sendQuestion(guest, MATHS, "What is a half?");
  guest.clock.ms += 1_000;
  await sendQuestion(guest, MATHS, "And a third?");
  const row = await guest.db.chat_sessions.get(saved);
  if (!row) throw new Error("the guest's session is not there");
  guest.clock.ms += 1_000;
  await saveSession(guest, row);
  guest.clock.ms += 1_000;
  const { sessionId: open } = await sendQuestion(guest, MATHS, "What is a quarter?");
  const lesson = await createEvent(guest, { ...EVENT, title: "Algebra" });
  const exam = await createEvent(guest, { ...EVENT, kind: "exam", title: "Mock" });
  const deleted = await createEvent(guest, { ...EVENT, title: "Gone" });
  await deleteEvent(guest, deleted);
  const start = "2026-11-24T09:00:00";
  await commit(guest.db, guest, [
    create("calendar_overrides", overrideId(lesson, start), {
      origin: { event_id: lesson, original_start: start },
      cancelled: { cancelled: true },
      title: { title: null },
      time: { all_day: null, starts_at: null, ends_at: null, zone: null },
      notes: { notes: null, location: null },
    }),
  ]);
  await setPreference(guest, "confidence", { "athro-maths": 7, "athro-art": 2 });
  await keepDraft(guest, MATHS, "What about");
  await pushDraft(guest, MATHS);
  guest.clock.ms += 1_000;
  await keepDraft(guest, MATHS, "What about a fifth");
  await keepDraft(guest, ART, "Who was");
  return { saved, open, lesson, exam, deleted };
};

/** `account` fills the account before the student signs in here. */
export const newWorld = async (
  account: (server: ServerRows) => void = () => {},
): Promise<World> => {
  const storage = freshStorage();
  const server = new ServerRows();
  account(server);
  const guest = await openTestStore({ user: null, storage, origin: "bbbbbbbb" });
  const ids = await work(guest);
  const student = await openTestStore({ storage, at: guest.clock.ms + 60_000 });
  server.now = student.clock.ms;
  return { storage, server, guest, student, ids };
};

/** The account has a chat with AthroMaths open, and a draft in it. */
export const withChatAndDraft = {
  session: "77777777-7777-4777-8777-777777777777",
  fill: (server: ServerRows): void => {
    server.put("chat_sessions", withChatAndDraft.session, {
      athro_id: MATHS,
      title: "Angles",
      is_active: true,
      created_at: new Date(MONDAY_MS - 86_400_000).toISOString(),
    });
    const name = `draft:${MATHS}`;
    const value = { text: "Of the account", at: MONDAY_MS - 1_000 };
    server.put("preferences", preferenceId(name), { name, value });
  },
};

/** The same device after a crash: both databases opened afresh. */
export const reopen = async (world: World): Promise<World> => {
  world.guest.db.close();
  world.student.db.close();
  return again(world);
};

let openings = 0;

/** Another context on the same device. */
export const again = async ({ storage, server, student, ids }: World): Promise<World> => {
  const at = student.clock.ms;
  openings += 1;
  const origin = (0xc0000000 + openings).toString(16);
  return {
    storage,
    server,
    ids,
    guest: await openTestStore({ user: null, storage, origin, at }),
    student: await openTestStore({ storage, origin: `d${origin.slice(1)}`, at }),
  };
};

export const adopt = ({ guest, student }: World): Promise<AdoptionEnd> =>
  adoptGuest({ guest: guest.db, student });

/** Syncs with a server that obeys [M4]; a second passes. */
export const sync = async ({ student, server }: World): Promise<void> => {
  student.clock.ms += 1_000;
  server.now += 1_000;
  for (let calls = 0; calls < 20; calls += 1) {
    await exchange(student, server, { answered: (one, i) => merged(server, one, i) });
    const { cursor, mutations } = await sending(student);
    if (mutations.length === 0 && cursor === server.seq) return;
  }
  throw new Error("20 calls were not enough");
};

/** What a server acknowledges: an import of a record that is there changes nothing, nor does what it has already. */
export const merged = (server: ServerRows, mutation: Mutation, i: number): Ack => {
  const there = server.rows.get(mutation.id)?.row;
  if (there && mutation.stamp === 0) return { i, status: "applied", seq: there.seq };
  const stamps = there?.stamps as Row["stamps"] | undefined;
  const own = (group: string) => mutation.stamps?.[group] ?? mutation.stamp;
  const groups = Object.entries(mutation.set).filter(
    ([group]) => !there || own(group) > (stamps?.[group]?.[0] ?? 0),
  );
  if (there && groups.length === 0) return { i, status: "applied", seq: there.seq };
  return server.accept({ ...mutation, set: Object.fromEntries(groups) }, i);
};

/** Takes over, syncs, and takes over until nothing is left. */
export const adoptWhole = async (world: World): Promise<AdoptionEnd> => {
  for (let rounds = 0; rounds < 6; rounds += 1) {
    const end = await adopt(world);
    if (end.kind !== "waiting") return end;
    await sync(world);
  }
  return adopt(world);
};

/** Every step of adoption is a transaction: `before` is called before the nth of these databases (from 0), outside of any. */
export const onSteps = (
  databases: readonly AthroDatabase[],
  before: (n: number) => void | Promise<void>,
): (() => number) => {
  let n = 0;
  for (const db of databases) {
    const original = db.transaction.bind(db) as (...args: unknown[]) => PromiseLike<unknown>;
    const step = (...args: unknown[]): PromiseLike<unknown> => {
      if (Dexie.currentTransaction) return original(...args);
      const wait = before(n);
      n += 1;
      return wait ? wait.then(() => original(...args)) : original(...args);
    };
    Object.assign(db, { transaction: step });
  }
  return () => n;
};

export class Crash extends Error {
  override name = "Crash";
}

const plain = (row: object): Record<string, unknown> => {
  const { seq: _seq, stamps: _stamps, extra: _extra, ...columns } = row as Row;
  return columns as Record<string, unknown>;
};
const byId = (rows: Record<string, unknown>[]) =>
  rows.toSorted((a, b) => (String(a.id) < String(b.id) ? -1 : 1));

/** What the student has in the end, on the device and on the server, without what differs from one run to the next. */
export const outcome = async ({ student, guest, server }: World) => {
  const { db } = student;
  const tables = await Promise.all(
    (["chat_sessions", "chat_messages", "calendar_events", "calendar_overrides"] as const).map(
      async (name) => byId((await db.rows(name).toArray()).map(plain)),
    ),
  );
  const drafts = await Promise.all(
    [MATHS, ART].map(async (id) => [await readDraft(db, id), await readLeftDraft(db, id)]),
  );
  const confidence = (await db.preferences.get(preferenceId("confidence")))?.value;
  return {
    tables,
    drafts,
    confidence,
    waiting: await db.outbox.count(),
    guest: await Promise.all(
      [guest.db.chat_sessions, guest.db.chat_messages, guest.db.calendar_events].map((table) =>
        table.count(),
      ),
    ),
    onServer: byId(
      [...server.rows.values()]
        .filter(({ table }) => table !== "preferences")
        .map(({ row }) => plain(row)),
    ),
  };
};

export const renameEvent = (store: TestStore, id: string, title: string): Promise<void> =>
  commit(store.db, store, [edit("calendar_events", id, { title: { title } })]);

/** The guest's database of another name, for a second guest. */
export const openNamedGuest = async (
  storage: DexieOptions,
  name: string,
): Promise<AthroDatabase> => {
  const db = await openDatabase(null, () => `device of ${name}`, storage, name);
  onTestFinished(() => db.close());
  return db;
};
