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

/** What belongs into an Athro's composer: the later of what was typed here and what another device left. */
export const readDraft = async (db: AthroDatabase, athroId: string): Promise<string> => {
  const [here, there] = await Promise.all([
    db.drafts.get(athroId),
    getPreference(db, draftName(athroId)),
  ]);
  if (isSyncedDraft(there) && there.at > (here?.at ?? 0)) return there.text;
  return here?.text ?? "";
};

/** Keeps what is being typed, on this device alone and without an outbox entry; `pushDraft` sends it. */
export const keepDraft = async (store: Store, athroId: string, text: string): Promise<void> => {
  await store.db.drafts.put({ athro_id: athroId, text, at: await dateNow(store) });
};

/** Hands an Athro's draft to the student's other devices: on blur, when the page hides, and every 30 s. */
export const pushDraft = async (store: Store, athroId: string): Promise<boolean> => {
  const here = await store.db.drafts.get(athroId);
  if (!here) return false;
  const there = await getPreference(store.db, draftName(athroId));
  const text = cleanText(here.text);
  if (isSyncedDraft(there) ? there.text === text || there.at >= here.at : text === "") return false;
  await setPreference(store, draftName(athroId), { text, at: here.at } satisfies SyncedDraft);
  return true;
};

/** Empties the draft, here and on other devices; part of the transaction that sends what it held. */
export const clearDraft = async (store: Store, athroId: string): Promise<void> => {
  await keepDraft(store, athroId, "");
  const synced = await store.db.preferences.get(preferenceId(draftName(athroId)));
  if (isSyncedDraft(synced?.value) && synced.value.text !== "")
    await setPreference(store, draftName(athroId), {
      text: "",
      at: await dateNow(store),
    } satisfies SyncedDraft);
};

/** Makes a text an Athro's draft, here and on other devices, as the latest that there is. */
export const replaceDraft = async (store: Store, athroId: string, text: string): Promise<void> => {
  const here = await store.db.drafts.get(athroId);
  const there = await getPreference(store.db, draftName(athroId));
  const last = Math.max(here?.at ?? 0, isSyncedDraft(there) ? there.at : 0);
  const at = Math.max(await dateNow(store), last + 1);
  await store.db.drafts.put({ athro_id: athroId, text, at });
  await setPreference(store, draftName(athroId), { text, at } satisfies SyncedDraft);
};

/** An Athro's draft as the server holds it; null while it waits to be sent, or where there is none. */
export const heldDraft = async (db: AthroDatabase, athroId: string): Promise<string | null> => {
  const row = await db.preferences.get(preferenceId(draftName(athroId)));
  if (!row || row.server !== undefined || !isSyncedDraft(row.value)) return null;
  return row.value.text;
};
