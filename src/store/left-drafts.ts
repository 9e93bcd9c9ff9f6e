import { joinDrafts } from "../model/adoption.ts";
import type { AthroDatabase } from "./database.ts";
import { keepDraft, pushDraft, readDraft } from "./drafts.ts";
import type { Store } from "./store.ts";

/**
 * A text for an Athro whose composer may have another one in it: a guest's draft, or what was shared from another app. It lies beside that
 * composer's own, where no typing can overwrite it, until the composer takes it in ([U6]).
 */
const LEFT = "left:";

export const leftKey = (athroId: string): string => `${LEFT}${athroId}`;

/** What lies beside an Athro's composer; empty if nothing does. */
export const readLeftDraft = async (db: AthroDatabase, athroId: string): Promise<string> =>
  (await db.drafts.get(leftKey(athroId)))?.text ?? "";

/** Lays a text beside an Athro's composer, below what lies there. */
export const layBeside = (store: Store, athroId: string, text: string): Promise<void> =>
  store.db.transaction("rw", store.db.drafts, async () => {
    const key = leftKey(athroId);
    const there = (await store.db.drafts.get(key))?.text ?? "";
    await store.db.drafts.put({ athro_id: key, text: joinDrafts(there, text), at: store.now() });
  });

/** Moves all that lies beside one Athro's composer to another's. */
export const moveBeside = (store: Store, from: string, to: string): Promise<void> =>
  store.db.transaction("rw", store.db.drafts, async () => {
    const left = await store.db.drafts.get(leftKey(from));
    if (!left || from === to) return;
    await store.db.drafts.delete(leftKey(from));
    await layBeside(store, to, left.text);
  });

/** The composer has taken a text in and stored it. What has been laid there since stays. */
export const dropLeftDraft = (db: AthroDatabase, athroId: string, text: string): Promise<void> =>
  db.transaction("rw", db.drafts, async () => {
    const left = await db.drafts.get(leftKey(athroId));
    if (left?.text === text) await db.drafts.delete(leftKey(athroId));
  });

/** Puts what is in this device's composers into the queue, if it is not there yet. What lies beside them stays. True if anything was put. */
export const pushTypedDrafts = async (store: Store): Promise<boolean> => {
  let wrote = false;
  for (const { athro_id: athroId } of await store.db.drafts.toArray())
    if (!athroId.startsWith(LEFT) && (await pushDraft(store, athroId))) wrote = true;
  return wrote;
};

/**
 * Puts every draft of this device into the queue, those that lie beside a composer included: before a sign-out, after which no
 * composer is open.
 */
export const pushAllDrafts = (store: Store): Promise<void> => {
  const { db } = store;
  return db.transaction("rw", [db.drafts, db.preferences, db.outbox, db.meta], async () => {
    for (const { athro_id: key, text } of await db.drafts.toArray()) {
      if (!key.startsWith(LEFT)) continue;
      const athroId = key.slice(LEFT.length);
      await keepDraft(store, athroId, joinDrafts(text, await readDraft(db, athroId)));
      await db.drafts.delete(key);
    }
    for (const { athro_id: athroId } of await db.drafts.toArray()) await pushDraft(store, athroId);
  });
};
