/** Builds a host from the real adapters; the same for page and worker. */
import { newId } from "../model/new-id.ts";
import { type AthroDatabase, openDatabase } from "../store/database.ts";
import type { Device } from "../store/device.ts";
import type { Store } from "../store/store.ts";
import { readSummary } from "../store/summary.ts";
import { askForReply } from "../transport/replies.ts";
import { createSyncTransport } from "../transport/sync-transport.ts";
import type { TokenSource } from "../transport/token.ts";
import { backend } from "./backend.ts";
import { createHost, type Host, systemClock } from "./host.ts";
import { forgetUntold } from "../store/reply-news.ts";
import { preferablyAlone } from "./lock.ts";
import { tellPages } from "./reply-channel.ts";
import { tokensOf } from "./tokens.ts";

/** A frozen tab may hold the lock: it is waited for so long, ms. */
const LOCK_PATIENCE_MS = 2_000;

/** A host over an open store. `through` is called when a cycle has got through. */
const hostOver = (store: Store, token: TokenSource, through: () => void): Host => {
  const uid = store.user ?? "";
  return createHost({
    store,
    transport: createSyncTransport(backend, token),
    ask: (question) =>
      tellPages(uid, question, (heard) => askForReply(backend, token, uid, question, heard)),
    through,
    clock: systemClock,
    random: Math.random,
    alone: (body) => preferablyAlone(`athro-sync-${uid}`, LOCK_PATIENCE_MS, body),
  });
};

/** A page's own. Of what comes while the page is seen no worker is to tell later. */
export const pageHost = (store: Store, token: TokenSource, isSeen: () => boolean): Host =>
  hostOver(store, token, () => {
    if (isSeen()) void forgetUntold(store.db).catch(() => {});
  });

/**
 * The current student's host, with a database connection of its own; null where no student is signed in. It begins with what it is
 * sent first: the event for which it is opened. `through` gets that database when a cycle has got through.
 */
export const openCurrentHost = async (
  device: Device,
  through: (db: AthroDatabase) => void,
): Promise<{
  uid: string;
  host: Host;
  /** How many changes wait for the server. */
  waiting(): Promise<number>;
  db: AthroDatabase;
  close(): void;
} | null> => {
  const current = await device.current();
  if (current?.kind !== "student") return null;
  const { uid } = current;
  const db = await openDatabase(uid, newId);
  const host = hostOver({ db, user: uid, now: Date.now, newId }, tokensOf(device), () =>
    through(db),
  );
  const close = (): void => {
    host.stop();
    db.close();
  };
  // Another context asks to delete or upgrade the database: let go at once, and for good, where Dexie would open it again.
  db.on("versionchange", () => {
    close();
    return false;
  });
  const waiting = async (): Promise<number> => (await readSummary(db)).waiting;
  return { uid, host, db, waiting, close };
};
