/** Old saved chats, moved out of the database into a file ([X6]). */
import { byColumn } from "../model/tables.ts";
import { Dexie } from "dexie";
import { archivedChats } from "../model/exported/archived-chats.ts";
import { columnsOfTable, type Exported, exportText } from "../model/exported/format.ts";
import { pack, unpack } from "./archive.ts";
import { type AthroDatabase, readState, type Row } from "./database.ts";
import { RECORDS_FILE } from "./export-file.ts";
import { refusedEntries } from "./refused-entries.ts";
import type { SessionRow } from "./sessions.ts";
import type { Store } from "./store.ts";
import { commit, edit } from "./write.ts";

/** Sessions deleted in one transaction. */
const SLICE = 100;

/** A saved chat that may go into a file. */
export interface OldChat {
  id: string;
  athroId: string;
  title: string;
  /** When something was said in it last, ms. */
  at: number;
  messages: number;
}

/** A file of chats, and what is needed to make sure of it and to remove them. */
export interface ChatArchive {
  blob: Blob;
  /** What stands in it. */
  text: string;
  /** By session: all of it as it was put into the file. */
  taken: ReadonlyMap<string, string>;
}

const messagesOf = (db: AthroDatabase, session: string): Promise<Row<"chat_messages">[]> =>
  db.chat_messages
    .where("[session_id+order_key]")
    .between([session, Dexie.minKey], [session, Dexie.maxKey])
    .toArray();

/**
 * The saved chats in which nothing was said since `before` (ms), the oldest first. Those that wait for a reply, or of which the server
 * refused something, are not over.
 */
export const oldChats = async (store: Store, before: number): Promise<OldChat[]> => {
  const { db } = store;
  const sessions = await db.chat_sessions.filter((row) => !row.deleted).toArray();
  const refused = new Set((await refusedEntries(db)).map(({ id }) => id));
  const found: OldChat[] = [];
  for (const session of sessions) {
    if (session.title === "" || isActive(session, sessions)) continue;
    if (Date.parse(session.created_at) >= before) continue;
    const messages = await messagesOf(db, session.id);
    const at = Math.max(
      Date.parse(session.created_at),
      ...messages.map((row) => Date.parse(row.created_at)),
    );
    const open = messages.some((row) => row.awaiting === 1 || refused.has(row.id));
    if (at >= before || open || refused.has(session.id)) continue;
    const { id, athro_id, title } = session;
    const said = messages.filter((row) => !row.deleted).length;
    found.push({ id, athroId: athro_id, title, at, messages: said });
  }
  return found.toSorted((a, b) => a.at - b.at);
};

/** The newest of an Athro's active sessions is the one that goes on ([M7]). */
const isActive = (session: SessionRow, all: readonly SessionRow[]): boolean =>
  session.is_active &&
  !all.some(
    (row) =>
      row.is_active && row.athro_id === session.athro_id && row.created_at > session.created_at,
  );

/** Puts chats into a file of the format of an export, with ids of its own. Changes nothing. `now`: local clock, ms. */
export const archiveChats = async (
  store: Store,
  ids: readonly string[],
  now: number,
): Promise<ChatArchive> => {
  const { db } = store;
  const { sessions, messages } = await db.transaction(
    "r",
    [db.chat_sessions, db.chat_messages],
    async () => ({
      sessions: (await db.chat_sessions.bulkGet([...ids])).filter((row) => row !== undefined),
      messages: (await Promise.all(ids.map((id) => messagesOf(db, id)))).flat(),
    }),
  );
  const whole = messages.filter((row) => !row.deleted);
  const archived = archivedChats(sessions.map(byColumn), whole.map(byColumn), store.newId());
  const exported = {
    exportedAt: new Date(now).toISOString(),
    tables: {
      chat_sessions: archived.sessions,
      chat_messages: archived.messages,
      calendar_events: [],
      calendar_overrides: [],
      preferences: [],
    },
    drafts: [],
    superseded: [],
    unknown: [],
  } satisfies Exported;
  const text = [...exportText(exported)].join("");
  const parts = await pack([{ name: RECORDS_FILE, text: [text] }], now);
  const taken = new Map(
    sessions.map((session) => [
      session.id,
      printOf(
        session,
        messages.filter((row) => row.session_id === session.id),
      ),
    ]),
  );
  return { blob: new Blob(parts, { type: "application/zip" }), text, taken };
};

/** All that a chat says, to be compared later. */
const printOf = (session: SessionRow, messages: readonly Row<"chat_messages">[]): string =>
  JSON.stringify([
    valuesOf("chat_sessions", session),
    messages.map((row) => valuesOf("chat_messages", row)),
  ]);

const valuesOf = (table: "chat_sessions" | "chat_messages", row: Row): unknown[] =>
  columnsOfTable(table).map((name) => byColumn(row)[name]);

/** Whether a file that the student shows is this archive, whole. Some browsers unpack what they download. */
export const holdsArchive = async (
  { text }: Pick<ChatArchive, "text">,
  bytes: Uint8Array,
): Promise<boolean> => {
  try {
    const found = await unpack(bytes, RECORDS_FILE);
    return found !== null && new TextDecoder().decode(found) === text;
  } catch {
    return false;
  }
};

/**
 * Removes the chats of an archive from the database: for a student as an ordinary deletion, on all devices; for a guest, whose database
 * keeps what was deleted for good, at once and whole. A chat that has changed since is left. Repeating it does no harm.
 */
export const removeArchived = async (
  store: Store,
  { taken }: Pick<ChatArchive, "taken">,
): Promise<{ removed: number; changed: number }> => {
  const { db } = store;
  const count = { removed: 0, changed: 0 };
  const ids = [...taken.keys()];
  for (let at = 0; at < ids.length; at += SLICE) {
    const slice = ids.slice(at, at + SLICE);
    const done = await db.transaction(
      "rw",
      [db.chat_sessions, db.chat_messages, db.outbox, db.meta, db.askings],
      async () => {
        const same: Row<"chat_messages">[] = [];
        const gone: string[] = [];
        let changed = 0;
        for (const id of slice) {
          const session = await db.chat_sessions.get(id);
          const messages = await messagesOf(db, id);
          if (session && printOf(session, messages) === taken.get(id)) {
            gone.push(id);
            same.push(...messages);
          } else changed += 1;
        }
        const state = await readState(db);
        // A guest's work that a student is taking over goes where that goes.
        if (state.user === null && state.adopter === undefined) {
          await db.chat_messages.bulkDelete(same.map(({ id }) => id));
          await db.chat_sessions.bulkDelete(gone);
        } else if (gone.length > 0)
          await commit(
            db,
            store,
            gone.map((id) => edit("chat_sessions", id, { deleted: { deleted: true } })),
          );
        return { removed: gone.length, changed };
      },
    );
    count.removed += done.removed;
    count.changed += done.changed;
  }
  return count;
};
