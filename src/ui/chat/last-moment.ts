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

/**
 * `database` is the name of the student's own, so that nobody finds another's words. `place` is the Athro in whose composer they were, or
 * an editor of one of its questions.
 */
const keyOf = (database: string, place: string): string => `${prefixOf(database)}${place}`;

const EDITOR = "edit:";

/** The place of one editor, `id` being its own. */
export const editorPlace = (id: string, athroId: string): string => `${EDITOR}${id}:${athroId}`;

/** The Athro of an editor's place; null for a composer's. */
export const athroOfEditor = (place: string): string | null =>
  place.startsWith(EDITOR) ? place.slice(place.indexOf(":", EDITOR.length) + 1) : null;

/** False if there is no room for it: then the write to the database that was begun beside it, if any, is what remains. */
export const leaveMoment = (database: string, place: string, moment: LastMoment): boolean => {
  const there = storage();
  try {
    there?.setItem(keyOf(database, place), JSON.stringify(moment));
    return there !== null;
  } catch {
    return false;
  }
};

export const readMoment = (database: string, place: string): LastMoment | null => {
  try {
    const left: unknown = JSON.parse(storage()?.getItem(keyOf(database, place)) ?? "null");
    return isMoment(left) ? left : null;
  } catch {
    return null;
  }
};

export const forgetMoment = (database: string, place: string): void => {
  storage()?.removeItem(keyOf(database, place));
};

/** The places in which something of this student's waits here. */
export const placesWithMoments = (database: string): string[] => {
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
  (!("after" in value) || typeof value.after === "number") &&
  (!("sent" in value) || isSending(value.sent));

const isSending = (value: unknown): boolean =>
  typeof value === "object" &&
  value !== null &&
  "id" in value &&
  typeof value.id === "string" &&
  "text" in value &&
  typeof value.text === "string";
