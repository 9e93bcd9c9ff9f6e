import type { LegacyProblem, LegacyRecord } from "../model/legacy/record.ts";

/** Of each key, so many problems are kept one by one. */
export const PROBLEMS_MAX = 50;

/** What this database knows of one of the old app's keys. */
export interface ImportMark {
  /** As it stands in localStorage. */
  key: string;
  /** Of the value that was imported. */
  fingerprint: string;
  /** `passed`: a backup that was not needed. `removed`: the server holds all of it, and the key is gone. */
  state: "imported" | "passed" | "removed";
  /** What was left out, the first ones of it. */
  problems: LegacyProblem[];
  /** How much was left out. */
  problemCount: number;
  /** The value as it was, where something was left out: whatever becomes of localStorage. */
  raw?: string;
}

/** A record that one of the keys was found to hold, and that is therefore never imported again ([I1]). */
export interface ImportedRecord {
  key: string;
  table: LegacyRecord["table"];
  id: string;
}
