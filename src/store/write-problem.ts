import { Dexie } from "dexie";
import { RecordTooLarge } from "./write.ts";

/**
 * Why a write did not happen. `full`: the browser gives no more space; `too-large`: no server would take the record; `closed`: the
 * database went away (another version of the app, a browser that lost it), so the page must be loaded again; `unknown`: anything else.
 * In each case nothing was changed.
 */
export type WriteProblem = "full" | "too-large" | "closed" | "unknown";

const CLOSED = new Set(["DatabaseClosedError", "InvalidStateError", "UnknownError"]);

export const writeProblem = (error: unknown): WriteProblem => {
  if (error instanceof RecordTooLarge) return "too-large";
  const names = namesOf(error);
  if (names.includes("QuotaExceededError")) return "full";
  if (names.some((name) => CLOSED.has(name))) return "closed";
  return "unknown";
};

/** Dexie wraps what the browser said: a full disk is an AbortError with a QuotaExceededError inside. */
const namesOf = (error: unknown): string[] => {
  const found: string[] = [];
  for (let one: unknown = error; one instanceof Error || one instanceof DOMException;) {
    found.push(one.name);
    one = one instanceof Dexie.DexieError ? one.inner : undefined;
  }
  return found;
};
