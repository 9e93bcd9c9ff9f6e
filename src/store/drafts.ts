import { preferenceId } from "../model/ids.ts";
import { cleanText } from "../model/text.ts";
import type { AthroDatabase } from "./database.ts";
import { dateNow, type Store } from "./store.ts";
import { getPreference, setPreference } from "./preferences.ts";

interface SyncedDraft {
  text: string;
  at: number;
}

const PREFIX = "draft:";

export const draftName = (athroId: string): string => `${PREFIX}${athroId}`;

/** The Athro whose draft a preference is; null if it is another preference. */
export const athroOfDraft = (name: string): string | null =>
  name.startsWith(PREFIX) ? name.slice(PREFIX.length) : null;

const isSyncedDraft = (value: unknown): value is SyncedDraft =>
  typeof value === "object" &&
  value !== null &&
  "text" in value &&
  typeof value.text === "string" &&
  "at" in value &&
  typeof value.at === "number";

/**
 * What belongs into an Athro's composer, the later of what was typed here and what another device left, with the date of the latest
 * of them (server's clock, ms; 0 where there is none).
 */
export const latestDraft = async (db: AthroDatabase, athroId: string): Promise<SyncedDraft> => {
  const [here, there] = await Promise.all([
    db.drafts.get(athroId),
    getPreference(db, draftName(athroId)),
  ]);
  if (isSyncedDraft(there) && there.at > (here?.at ?? 0)) return there;
  return { text: here?.text ?? "", at: here?.at ?? 0 };
};

/** What belongs into an Athro's composer. */
export const readDraft = async (db: AthroDatabase, athroId: string): Promise<string> =>
  (await latestDraft(db, athroId)).text;

/**
 * Keeps what is being typed, on this device alone and without an outbox entry; `pushDraft` sends it. Returns its date: now by the
 * server's clock, and in any case later than every draft of this Athro's that the device holds, since what it knows of that clock moves
 * with every answer.
 */
export const keepDraft = (store: Store, athroId: string, text: string): Promise<number> => {
  const { db } = store;
  return db.transaction("rw", db.drafts, db.preferences, db.meta, async () => {
    const { at: last } = await latestDraft(db, athroId);
    const at = Math.max(await dateNow(store), last + 1);
    await db.drafts.put({ athro_id: athroId, text, at, typed: store.now() });
    return at;
  });
};

/** Hands an Athro's draft to the student's other devices: on blur, when the page hides, and every 30 s. */
export const pushDraft = (store: Store, athroId: string): Promise<boolean> => {
  const { db } = store;
  return db.transaction("rw", [db.drafts, db.preferences, db.outbox, db.meta], async () => {
    const here = await db.drafts.get(athroId);
    if (!here) return false;
    const there = await getPreference(db, draftName(athroId));
    const text = cleanText(here.text);
    if (isSyncedDraft(there) ? there.text === text || there.at >= here.at : text === "")
      return false;
    await setPreference(store, draftName(athroId), { text, at: here.at } satisfies SyncedDraft);
    return true;
  });
};

/** Empties the draft, here and on other devices; part of the transaction that sends what it held. */
export const clearDraft = async (store: Store, athroId: string): Promise<void> => {
  const at = await keepDraft(store, athroId, "");
  const synced = await store.db.preferences.get(preferenceId(draftName(athroId)));
  if (isSyncedDraft(synced?.value) && synced.value.text !== "")
    await setPreference(store, draftName(athroId), { text: "", at } satisfies SyncedDraft);
};

/** Makes a text an Athro's draft, here and on other devices, as the latest that there is. */
export const replaceDraft = async (store: Store, athroId: string, text: string): Promise<void> => {
  const at = await keepDraft(store, athroId, text);
  await setPreference(store, draftName(athroId), { text, at } satisfies SyncedDraft);
};

/** An Athro's draft as the server holds it; null while it waits to be sent, or where there is none. */
export const heldDraft = async (db: AthroDatabase, athroId: string): Promise<string | null> => {
  const row = await db.preferences.get(preferenceId(draftName(athroId)));
  if (!row || row.server !== undefined || !isSyncedDraft(row.value)) return null;
  return row.value.text;
};
