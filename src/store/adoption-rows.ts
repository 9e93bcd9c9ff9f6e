import { adoptionOf, laterPart } from "../model/adoption.ts";
import { STAMP_AHEAD_MAX_MS } from "../model/limits.ts";
import { coalesce, type Mutation } from "../model/mutation.ts";
import type { CanonicalRow, TableName } from "../model/tables.ts";
import {
  type AthroDatabase,
  type OutboxEntry,
  readAdoption,
  readState,
  type Row,
} from "./database.ts";
import { canonicalOf, overlay } from "./overlay.ts";
import { datedAgain } from "./restamp.ts";
import type { Store } from "./store.ts";
import { queuedAs, type Unnumbered } from "./write.ts";

/**
 * Takes a guest's rows of one table into the student's database, in one transaction: inserted with an outbox entry where they are absent
 * ([U4]), and otherwise left as they are, but for what the guest wrote later. Returns the ids of those that the server holds: which are
 * there without an entry ([O4], [W4]).
 */
export const copyRows = async (
  student: Store,
  guestDevice: string,
  table: TableName,
  rows: readonly Row[],
): Promise<Set<string>> => {
  const { db } = student;
  const target = db.rows(table);
  const held = new Set<string>();
  let queued = false;
  await db.transaction("rw", [target, db.outbox, db.meta, db.askings], async () => {
    const state = await readState(db);
    if (state.user === null || state.user !== student.user)
      throw new Error("a guest's work is taken over into a student's own database");
    // Before the first answer nothing is known of the server's clock; what is too far ahead is then dated at a later look.
    const now = state.syncedAt === null ? null : student.now() + state.offset;
    const present = await target.bulkGet(rows.map(({ id }) => id));
    const entries = await entriesOf(db, table, rows);
    const givenUp = await noteRefused(db, guestDevice, [...entries.values()]);
    for (const [index, guestRow] of rows.entries()) {
      const before = present[index];
      if (!before && givenUp.has(guestRow.id)) {
        held.add(guestRow.id);
        continue;
      }
      const waiting = entries.get(guestRow.id);
      const next = entryFor(student, table, guestRow, before, waiting, now, index);
      if (next === null) {
        if (before && !waiting) held.add(guestRow.id);
        continue;
      }
      queued = true;
      await db.outbox.put(next as OutboxEntry);
      const view = overlay(before ? canonicalOf(before) : null, next);
      await target.put(await awaitingReply(db, view, before));
    }
  });
  if (queued) student.committed?.();
  return held;
};

const entriesOf = async (
  db: AthroDatabase,
  table: TableName,
  rows: readonly Row[],
): Promise<Map<string, OutboxEntry>> => {
  const keys = rows.map(({ id }): [string, string] => [table, id]);
  const found = await db.outbox.where("[table+id]").anyOf(keys).toArray();
  return new Map(found.map((entry) => [entry.id, entry]));
};

/**
 * Remembers which records the server refuses, and returns all of which it was ever seen to: what is not here any more of them was given
 * up by the student, and does not come back ([U8]).
 */
const noteRefused = async (
  db: AthroDatabase,
  guestDevice: string,
  entries: readonly OutboxEntry[],
): Promise<Set<string>> => {
  const row = await readAdoption(db, guestDevice);
  const seen = new Set(row.refused);
  for (const { id, refused } of entries) if (refused) seen.add(id);
  if (seen.size > row.refused.length) await db.meta.put({ ...row, refused: [...seen] });
  return seen;
};

/** What is to wait for a record from now on; null if nothing changes. `now`: the server's clock, null where it isn't known. */
const entryFor = (
  student: Store,
  table: TableName,
  guestRow: Row,
  before: Row | undefined,
  waiting: OutboxEntry | undefined,
  now: number | null,
  nth: number,
): Unnumbered | null => {
  const mutation = adoptionOf(table, guestRow as CanonicalRow, student.newId());
  if (!before) return { ...withoutFuture(mutation, now, nth), queuedAt: student.now() };
  const canonical = canonicalOf(before);
  const later = laterPart(mutation, (group) => {
    // A message is inserted once, and its body has no stamp ([M1]).
    if (table === "chat_messages" && group === "body") return Infinity;
    return waiting && group in waiting.set
      ? (waiting.stamps?.[group] ?? waiting.stamp)
      : (canonical?.stamps[group]?.[0] ?? 0);
  });
  if (later) {
    return queuedAs(waiting ? coalesce(waiting, later) : later, waiting, student.now());
  }
  // An import is never stamped again ([P5]): what a wrong clock gave it is mended here.
  if (waiting?.stamp !== 0 || waiting.acked !== undefined) return null;
  const dated = withoutFuture(waiting, now, nth);
  if (dated === waiting) return null;
  const { refused: _refused, ...due } = dated;
  return due;
};

/** The same mutation if none of its times lies ahead of the server's clock. */
const withoutFuture = <M extends Mutation>(mutation: M, now: number | null, nth: number): M => {
  if (now === null) return mutation;
  const ahead = now + STAMP_AHEAD_MAX_MS;
  const isAhead = Object.values(mutation.set).some(
    ({ created_at, order_key }) =>
      (typeof order_key === "number" && order_key > ahead) ||
      (typeof created_at === "string" && Date.parse(created_at) > ahead),
  );
  if (!isAhead) return mutation;
  const set = Object.fromEntries(
    Object.entries(mutation.set).map(([group, values]) => [group, datedAgain(values, now, nth)]),
  );
  return { ...mutation, set };
};

/** A guest's question has had no one to ask: it waits for its reply from now on, unless it has one. */
const awaitingReply = async (
  db: AthroDatabase,
  view: Row,
  before: Row | undefined,
): Promise<Row> => {
  if (!("wants_reply" in view) || !view.wants_reply || view.deleted) return view;
  if (before && before.awaiting !== 1) return view;
  if (!before)
    await db.askings.put({ question_id: view.id, tries: 0, notBefore: 0, problem: null });
  return { ...view, awaiting: 1 };
};
