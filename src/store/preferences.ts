import { preferenceId } from "../model/ids.ts";
import type { AthroDatabase } from "./database.ts";
import type { Store } from "./store.ts";
import { commit, edit } from "./write.ts";

/** A preference's value, or undefined if it was never set. The caller checks its shape. */
export const getPreference = async (db: AthroDatabase, name: string): Promise<unknown> => {
  const row = await db.preferences.get(preferenceId(name));
  return row?.deleted ? undefined : row?.value;
};

/** Sets a preference on all of the student's devices. `value` is JSON. */
export const setPreference = (store: Store, name: string, value: unknown): Promise<void> =>
  commit(store.db, store, [
    edit("preferences", preferenceId(name), { origin: { name }, value: { value } }),
  ]);
