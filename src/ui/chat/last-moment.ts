import type { LateDraft } from "../../store/keep-later-draft.ts";

/**
 * What was being typed when a page went away before IndexedDB could take it: a transaction that is under way then is lost with the
 * page, while localStorage writes before it returns. It waits here, for moments, until the next page puts it into the database.
 */
export type LastMoment = LateDraft;

/** A browser that forbids its storage keeps nothing here; what IndexedDB has is there all the same. */
const storage = (): Storage | null => {
  try {
    return globalThis.localStorage ?? null;
  } catch {
    return null;
  }
};

const prefixOf = (database: string): string => `athro:typing:${database}:`;

/** `database` is the name of the student's own, so that nobody finds another's words. */
const keyOf = (database: string, athroId: string): string => `${prefixOf(database)}${athroId}`;

export const leaveMoment = (database: string, athroId: string, moment: LastMoment): void => {
  try {
    storage()?.setItem(keyOf(database, athroId), JSON.stringify(moment));
  } catch {
    // Full: the write to the database that was begun beside it is what remains.
  }
};

export const readMoment = (database: string, athroId: string): LastMoment | null => {
  try {
    const left: unknown = JSON.parse(storage()?.getItem(keyOf(database, athroId)) ?? "null");
    return isMoment(left) ? left : null;
  } catch {
    return null;
  }
};

export const forgetMoment = (database: string, athroId: string): void => {
  storage()?.removeItem(keyOf(database, athroId));
};

/** The Athros for which something of this student's waits here. */
export const athrosWithMoments = (database: string): string[] => {
  const prefix = prefixOf(database);
  return Object.keys(storage() ?? {})
    .filter((key) => key.startsWith(prefix))
    .map((key) => key.slice(prefix.length));
};

const isMoment = (value: unknown): value is LastMoment =>
  typeof value === "object" &&
  value !== null &&
  "text" in value &&
  typeof value.text === "string" &&
  "at" in value &&
  typeof value.at === "number" &&
  (!("after" in value) || typeof value.after === "number");
