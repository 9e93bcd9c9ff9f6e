import { byColumn } from "../model/tables.ts";
import type { LegacyRecord } from "../model/legacy/record.ts";
import type { Row } from "./database.ts";

/** Groups that say how a record stands rather than what it is, and that copies of it may differ in. */
const STANDING = new Set(["origin", "deleted"]);

/**
 * Whether a row that is there has another value than an old one, although no one has edited it: another copy of the same thing came first.
 * Chats are not compared: their messages are told apart by what they say.
 */
export const differs = ({ table, set }: LegacyRecord, row: Row): boolean => {
  if (table === "chat_sessions" || table === "chat_messages") return false;
  // What was deleted or waits was decided here.
  if (row.deleted || row.server !== undefined) return false;
  const values = byColumn(row);
  return Object.entries(set).some(
    ([group, columns]) =>
      !STANDING.has(group) &&
      (row.stamps[group]?.[0] ?? 0) === 0 &&
      Object.entries(columns).some(([name, value]) => !isSame(value, values[name])),
  );
};

/** Equal as JSON, in whatever order an object's keys come. */
const isSame = (a: unknown, b: unknown): boolean => {
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return a === b;
  const [mine, theirs] = [Object.entries(a), new Map(Object.entries(b))];
  return (
    Array.isArray(a) === Array.isArray(b) &&
    mine.length === theirs.size &&
    mine.every(([name, value]) => theirs.has(name) && isSame(value, theirs.get(name)))
  );
};
