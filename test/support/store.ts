import type { DexieOptions } from "dexie";
import { onTestFinished } from "vitest";
import { openDatabase } from "../../src/store/database.ts";
import type { Store } from "../../src/store/store.ts";
import { createSyncStore } from "../../src/store/sync-store.ts";
import type { SyncStore } from "../../src/sync/ports.ts";
import { freshStorage } from "./indexed-db.ts";

export const STUDENT = "11111111-1111-4111-8111-111111111111";

/** 2026-11-23T09:00:00Z. */
export const MONDAY_MS = Date.UTC(2026, 10, 23, 9);

export interface TestStore extends Store {
  /** `now()` is this, in ms; set it to make time pass. */
  clock: { ms: number };
  /** Times that `committed` was called. */
  commits(): number;
  /** The engine's side of the same database. */
  sync: SyncStore;
}

/** Draws UUIDs in order; those of one `origin` (8 hex digits) differ from those of every other. */
export const idSource = (origin: string): (() => string) => {
  let drawn = 0;
  return () => {
    drawn += 1;
    return `${origin}-0000-7000-8000-${drawn.toString(16).padStart(12, "0")}`;
  };
};

/**
 * Opens a student's (or, with null, the guest's) real store on an IndexedDB in memory, to be closed when the test is over. Give two
 * stores one `storage` to make them two tabs of a device, and none to make them two devices; `origin` tells their ids apart.
 */
export const openTestStore = async (
  given: { user?: string | null; storage?: DexieOptions; origin?: string; at?: number } = {},
): Promise<TestStore> => {
  const { user = STUDENT, storage = freshStorage(), origin = "aaaaaaaa", at = MONDAY_MS } = given;
  const newId = idSource(origin);
  const db = await openDatabase(user, newId, storage);
  onTestFinished(() => db.close());
  const clock = { ms: at };
  let commits = 0;
  const store: Store = {
    db,
    user,
    now: () => clock.ms,
    newId,
    committed: () => {
      commits += 1;
    },
  };
  return { ...store, clock, commits: () => commits, sync: createSyncStore(db, store) };
};
