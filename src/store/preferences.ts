import { preferenceId } from "../model/ids.ts";
import type { AthroDatabase } from "./database.ts";
import type { Store } from "./store.ts";
import { commit, edit } from "./write.ts";

/** A preference's value, or undefined if it was never set. The caller checks its shape. */
export const getPreference = async (db: AthroDatabase, name: string): Promise<unknown> => {
  const row = await db.preferences.get(preferenceId(name));
  return row?.deleted ? undefined : row?.value;
};

/** Sets a preference on all of the student's devices, also one that another of them has deleted. `value` is JSON. */
export const setPreference = async (store: Store, name: string, value: unknown): Promise<void> => {
  const id = preferenceId(name);
  const row = await store.db.preferences.get(id);
  const back = row?.deleted ? { deleted: { deleted: false } } : {};
  const set = { origin: { name }, value: { value }, ...back };
  await commit(store.db, store, [edit("preferences", id, set)]);
};
