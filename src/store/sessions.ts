import { activeSession, newestFirst } from "./active-session.ts";
import type { AthroDatabase, Row } from "./database.ts";
import { dateNow, type Store } from "./store.ts";
import { commit, create, edit, type Edit } from "./write.ts";

export type SessionRow = Row<"chat_sessions">;

/** An Athro's sessions but the active one, newest first; empty ones are left out. */
export const savedSessions = async (db: AthroDatabase, athroId: string): Promise<SessionRow[]> => {
  const rows = await newestFirst(db, athroId)
    .filter((row) => !row.deleted)
    .toArray();
  const active = rows.find((row) => row.is_active);
  return rows.filter((row) => row !== active && row.title !== "");
};

export const getSession = (db: AthroDatabase, id: string): Promise<SessionRow | undefined> =>
  db.chat_sessions.get(id);

/** The edit that begins a session at `now` (see `dateNow`). `title` is empty until the first question gives one. */
export const beginSession = (athroId: string, id: string, title: string, now: number): Edit =>
  create("chat_sessions", id, {
    origin: { athro_id: athroId, created_at: new Date(now).toISOString() },
    title: { title },
    active: { is_active: true },
    deleted: { deleted: false },
  });

/**
 * Archives a session and begins a new one in its place, in one transaction. Returns the new session's id, by which `undoSave` takes
 * both back. Where another goes on already, by the same press a moment ago, say, that is the new one and nothing is changed.
 */
export const saveSession = (store: Store, session: SessionRow): Promise<string> => {
  const { db } = store;
  return db.transaction("rw", db.chat_sessions, db.outbox, db.meta, async () => {
    const active = await activeSession(db, session.athro_id);
    if (active && active.id !== session.id) return active.id;
    const next = store.newId();
    await commit(db, store, [
      edit("chat_sessions", session.id, { active: { is_active: false } }),
      beginSession(session.athro_id, next, "", await dateNow(store)),
    ]);
    return next;
  });
};

/** Makes a saved session the active one again; what was begun meanwhile is kept among the saved ones. */
export const resumeSession = async (store: Store, session: SessionRow): Promise<void> => {
  const others = await newestFirst(store.db, session.athro_id)
    .filter((row) => row.is_active && !row.deleted && row.id !== session.id)
    .toArray();
  await commit(store.db, store, [
    ...others.map((row) => edit("chat_sessions", row.id, { active: { is_active: false } })),
    edit("chat_sessions", session.id, { active: { is_active: true } }),
  ]);
};

/** Deletes a session everywhere and, if it was the active one, begins a new one. It can be restored for 30 days. */
export const deleteSession = async (store: Store, session: SessionRow): Promise<void> => {
  const edits = [edit("chat_sessions", session.id, { deleted: { deleted: true } })];
  const active = await activeSession(store.db, session.athro_id);
  if (active?.id === session.id)
    edits.push(beginSession(session.athro_id, store.newId(), "", await dateNow(store)));
  await commit(store.db, store, edits);
};

/** Takes a deletion back, and makes the session the active one if it was, in one transaction. */
export const restoreSession = (store: Store, { id }: SessionRow): Promise<void> => {
  const { db } = store;
  return db.transaction("rw", db.chat_sessions, db.outbox, db.meta, async () => {
    await commit(db, store, [edit("chat_sessions", id, { deleted: { deleted: false } })]);
    const session = await db.chat_sessions.get(id);
    if (session?.is_active) await resumeSession(store, session);
  });
};

export const renameSession = (store: Store, id: string, title: string): Promise<void> =>
  commit(store.db, store, [edit("chat_sessions", id, { title: { title } })]);
