import type { EventInput } from "../../model/event-input.ts";
import { inputOf, newInput } from "./event-form.ts";
import type { OpenEditor } from "./open-editor.ts";

/**
 * What is being typed in the event editor, for the page that comes after this one in the same tab. It goes with the tab, and an event
 * that is saved or given up leaves nothing here.
 */
const keyOf = (database: string): string => `athro:event:${database}`;

const storage = (): Storage | null => {
  try {
    return globalThis.sessionStorage ?? null;
  } catch {
    // Forbidden: what is typed holds for as long as the page.
    return null;
  }
};

/** `database`: the name of the student's own, so that nobody finds another's words. Null forgets. */
export const keepEditor = (database: string, editor: OpenEditor | null): void => {
  try {
    if (editor) storage()?.setItem(keyOf(database), JSON.stringify(editor));
    else storage()?.removeItem(keyOf(database));
  } catch {
    // Full. The browser asks before it closes the page on an event that is not saved.
  }
};

/** The editor as the page before left it; null if it was closed, or can't be read. */
export const readKeptEditor = (database: string): OpenEditor | null => {
  try {
    const kept = JSON.parse(storage()?.getItem(keyOf(database)) ?? "null") as OpenEditor | null;
    if (!kept || typeof kept.input?.title !== "string") return null;
    // A version that wrote it may have known fewer fields than this one: those are as the event has them.
    const row = kept.row ?? null;
    const plain = row ? inputOf(row) : EMPTY;
    return {
      row,
      base: { ...plain, ...kept.base },
      input: { ...plain, ...kept.input },
      from: kept.from,
      clashes: kept.clashes ?? [],
    };
  } catch {
    return null;
  }
};

const EMPTY: EventInput = newInput("2000-01-01T00:00:00", "UTC");
