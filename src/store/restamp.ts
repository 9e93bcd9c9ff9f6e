import { STAMP_AHEAD_MAX_MS } from "../model/limits.ts";
import { type GroupValues, writtenOver } from "../model/mutation.ts";
import { isTableName } from "../model/tables.ts";
import type { AthroDatabase, OutboxEntry } from "./database.ts";
import { canonicalOf, overlay } from "./overlay.ts";

/**
 * Gives an entry what a clock that was wrong gave it, once more, now that the server's is known ([P5]): its stamp by the rule of [W3],
 * and, where it makes a record, the record's time and a message's place. `now` is the server's clock; `nth` (its place in the batch)
 * keeps messages in their order. Changes the view too; the entry is the caller's to store.
 */
export const stampAgain = async (
  db: AthroDatabase,
  entry: OutboxEntry,
  now: number,
  nth: number,
): Promise<OutboxEntry> => {
  if (!isTableName(entry.table)) return { ...entry, stamp: now };
  const row = await db.rows(entry.table).get(entry.id);
  const canonical = row ? canonicalOf(row) : null;
  const stamps = Object.keys(entry.set).map((group) => canonical?.stamps[group]?.[0] ?? 0);
  const present = Math.max(now, ...stamps.map((one) => one + 1));
  // What was taken over or imported goes on competing with nothing ([M4]).
  const stamp = entry.stamp === 0 ? 0 : present;
  // No group was written later than now.
  const older = Object.entries(entry.stamps ?? {}).map(([group, at]) => [
    group,
    Math.min(at, present),
  ]);
  const { over = {}, ...unstamped } = entry;
  // The server never took a stamp that was too far ahead, so nothing under one is known to be there.
  const known = Object.entries(over).map(([group, some]): [string, number[]] => [
    group,
    some.filter((at) => at <= now + STAMP_AHEAD_MAX_MS),
  ]);
  const stamped = {
    ...unstamped,
    stamp,
    ...(entry.stamps && { stamps: Object.fromEntries(older) }),
    ...writtenOver(known),
  };
  const set = Object.fromEntries(
    Object.entries(entry.set).map(([group, values]) => [group, datedAgain(values, now, nth)]),
  );
  const moved = { ...stamped, set };
  if (row) {
    const view = overlay(canonical, moved);
    await db.rows(entry.table).put(row.awaiting ? { ...view, awaiting: 1 } : view);
  }
  return moved;
};

/** A group's values, without the times that lie ahead of the server's clock. */
export const datedAgain = (values: GroupValues, now: number, nth: number): GroupValues => {
  const ahead = now + STAMP_AHEAD_MAX_MS;
  const { created_at, order_key } = values;
  const dated = { ...values };
  if (typeof created_at === "string" && Date.parse(created_at) > ahead)
    dated.created_at = new Date(now + nth).toISOString();
  if (typeof order_key === "number" && order_key > ahead) dated.order_key = now + nth;
  return dated;
};
