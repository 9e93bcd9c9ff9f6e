/** What must hold of the server after each commit. */
import type { Mutation } from "../../src/model/mutation.ts";
import type { SyncRequest, SyncResponse } from "../../src/sync/protocol.ts";
import { groupValues, stampOf, writeOf } from "./device-view.ts";
import { type History, type Version, recordKey } from "./history.ts";
import { type Ledger, type RecordLedger } from "./ledger.ts";
import { nameOf } from "./places.ts";
import { areConcurrent, isOutdated } from "./replaced.ts";
import type { ServerRow, UserState } from "./server.ts";
import { comesAfter, meaning } from "./values.ts";
import { Violation } from "./violation.ts";

/** What one commit of a request did, as far as the rules go on from it. */
export interface Committed {
  /** Records that the request was about, or that changed. */
  touched: RecordLedger[];
  rejected: number;
  restamped: number;
  superseded: number;
  purged: number;
  /** Groups in which two devices were found to have clashed. */
  clashes: number;
}

/** How long deleted things can be restored. */
const KEPT_MS = 30 * 86_400_000;

/** What a student's requests have had merged in this era, to know a replay by. */
export type Merged = Set<string>;

/** Takes note of a commit, and fails if it did what it may not. */
export const committed = (
  ledger: Ledger,
  history: History,
  merged: Merged,
  request: SyncRequest,
  response: SyncResponse,
  state: UserState,
  at: number,
): Committed => {
  checkOrder(history, state, response);
  const mutations = request.mutations.map((text) => JSON.parse(text) as Mutation);
  const isReplay = mutations.length > 0 && request.mutations.every((text) => merged.has(text));
  const purged = state.rows.filter((row) => row.purged && !isPurged(history, row)).length;
  if (
    isReplay &&
    purged === 0 &&
    (state.seq !== history.now.seq || state.digest !== history.now.digest)
  )
    throw new Violation(`[P3] a replay moved the clock from ${history.now.seq} to ${state.seq}`);
  for (const row of state.rows) if (row.purged) checkPurge(history, row, at);
  history.advance(state, at);

  const touched = new Map<string, RecordLedger>();
  let rejected = 0;
  let restamped = 0;
  // What comes from another epoch is neither merged nor acknowledged.
  const isForeign = request.epoch !== null && request.epoch !== response.epoch;
  if (isForeign && (response.acks.length > 0 || state.rows.some((row) => !row.purged)))
    throw new Violation("[E1] the server merged what came from another epoch");
  const sent = isForeign ? [] : mutations;
  if (response.acks.length !== sent.length)
    throw new Violation(`${response.acks.length} acknowledgements of ${sent.length} mutations`);
  sent.forEach((mutation, index) => {
    const ack = response.acks[index];
    const record = ledger.record(request.user, mutation.table, mutation.id);
    touched.set(recordKey(mutation.table, mutation.id), record);
    if (ack?.i !== index) throw new Violation(`acknowledgement ${index} is out of order`);
    if (ack.status === "applied") {
      merged.add(request.mutations[index] ?? "");
      reach(record, mutation);
    } else if (ack.status === "rejected") {
      rejected += 1;
      checkRefusal(record, mutation, ack.code, history.hasPurged);
    } else restamped += 1;
  });

  let superseded = 0;
  let clashes = 0;
  for (const version of state.rows) {
    if (version.table === "superseded") {
      if (version.purged) continue;
      const record = ledger.record(
        request.user,
        String(version.row.table_name),
        String(version.row.record_id),
      );
      touched.set(recordKey(record.table, record.id), record);
      superseded += 1;
      // Once a server went back, what a device had seen can't be told by revs: a conflict too many is better than one too few.
      clashes += checkConflict(record, version, history.eras.size > 1);
      continue;
    }
    touched.set(
      recordKey(version.table, version.id),
      ledger.record(request.user, version.table, version.id),
    );
  }
  for (const record of touched.values()) checkWinners(record, history);
  return { touched: [...touched.values()], rejected, restamped, superseded, purged, clashes };
};

const isPurged = (history: History, { table, id }: ServerRow): boolean =>
  history.latest(table, id)?.purged === true;

/** M5: content goes 30 days after it, or what it belongs to, was deleted; what an edit had lost, 30 days after that. */
const checkPurge = (history: History, row: ServerRow, at: number): void => {
  const versions = history.now.versions.get(recordKey(row.table, row.id)) ?? [];
  const last = versions.at(-1);
  if (!last || last.purged) return;
  const { row: held } = last;
  const parent =
    row.table === "chat_messages"
      ? recordKey("chat_sessions", String(held.session_id))
      : row.table === "calendar_overrides"
        ? recordKey("calendar_events", String(held.event_id))
        : null;
  const since = [versions, history.now.versions.get(parent ?? "") ?? []].map(deletedAt);
  if (row.table === "superseded") since.push(Date.parse(String(held.created_at)));
  if (!since.some((time) => time !== null && at - time >= KEPT_MS))
    throw new Violation(`[M5] ${row.table} ${row.id} was purged before its time`);
};

/** When a record was deleted for the last time, unless it has been restored since. */
const deletedAt = (versions: readonly Version[]): number | null => {
  const lived = versions.findLastIndex(({ row }) => row.deleted !== true);
  return versions[lived + 1]?.at ?? null;
};

const checkOrder = (history: History, state: UserState, response: SyncResponse): void => {
  const before = history.now.seq;
  if (state.seq < before)
    throw new Violation(`[O1] the clock went back from ${before} to ${state.seq}`);
  const seen = new Set<number>();
  for (const { seq, table, id } of state.rows) {
    if (seq <= before || seq > state.seq || seen.has(seq))
      throw new Violation(
        `[O1] ${table} ${id} has seq ${seq}, the clock went from ${before} to ${state.seq}`,
      );
    seen.add(seq);
  }
  if (response.high_water !== state.seq || response.digest !== state.digest)
    throw new Violation("[E3] the answer tells another clock than the server holds");
  let last = -1;
  for (const { row } of response.rows) {
    if (row.seq <= last || row.seq > response.cursor)
      throw new Violation(`[O2] a page is out of order at ${row.seq}`);
    last = row.seq;
  }
};

/** An applied mutation has reached the server with each of its groups. */
const reach = (record: RecordLedger, mutation: Mutation): void => {
  for (const [group, values] of Object.entries(mutation.set)) {
    const write = writeOf(mutation, group);
    const edit = record.find(group, write, meaning(values));
    if (!edit)
      throw new Violation(
        `[W3] the server merged what no device wrote: ${record.table} ${record.id} ${group} at ${write.stamp}`,
      );
    record.reach(edit, write);
  }
};

const checkRefusal = (
  record: RecordLedger,
  mutation: Mutation,
  code: string,
  hasPurged: boolean,
): void => {
  for (const [group, values] of Object.entries(mutation.set)) {
    const edit = record.find(group, writeOf(mutation, group), meaning(values));
    if (!edit)
      throw new Violation(`[W3] the server saw what no device wrote: ${record.table} ${record.id}`);
    if (edit.poison || record.edits.some((one) => one.poison)) return;
  }
  // The record, or what it belongs to, is gone for good, or gone with what came after a backup.
  if (code === "AT410" && (record.restored || hasPurged)) return;
  throw new Violation(
    `[P4] refused for no reason, ${code}: ${record.table} ${record.id} ${JSON.stringify(mutation.set)}`,
  );
};

/** M2: the last (stamp, mid) of all that has reached the server stands, with the values that its author gave. */
const checkWinners = (record: RecordLedger, history: History): void => {
  const version = history.latest(record.table, record.id);
  for (const group of Object.keys((version?.row.stamps as object | undefined) ?? {}))
    if (!record.reached.get(group)?.size)
      throw new Violation(
        `[G5] ${record.table} ${record.id} ${group}: no device of this student wrote it`,
      );
  for (const [group, writes] of record.reached) {
    if (writes.size === 0) continue;
    const name = `${record.table} ${record.id} ${group}`;
    if (!version) throw new Violation(`[G1] ${name}: merged, and not on the server`);
    if (version.purged) continue;
    const shown = groupValues(record.table, version.row, group);
    const last = stampOf(version.row, group);
    if (last === null) {
      checkBody(record, group, version);
      continue;
    }
    const [first, ...others] = writes.values();
    if (!first) continue;
    const winner = others.reduce(
      // M4: of what competes with nothing, the first stands.
      (best, one) => (one.write.stamp > 0 && comesAfter(one.write, best.write) ? one : best),
      first,
    );
    if (winner.write.mid !== last.mid || winner.write.stamp !== last.stamp)
      throw new Violation(
        `[M2] ${name}: (${last.stamp}, ${last.mid}) stands, not (${winner.write.stamp}, ${winner.write.mid})`,
      );
    if (!isHalfForgotten(record) && isOutdated(record, winner.edit))
      throw new Violation(
        `[M2] ${name}: back at what had been replaced knowingly, ${meaning(shown)}`,
      );
    if (meaning(shown) !== winner.edit.values)
      throw new Violation(`[M2] ${name}: holds ${meaning(shown)}, not ${winner.edit.values}`);
  }
};

/** Whether a device has lost its memory of something that it did to a record. */
const isHalfForgotten = (record: RecordLedger): boolean =>
  record.edits.some((edit) => edit.rolledBack);

/** M1: a message says what its one author wrote. */
const checkBody = (record: RecordLedger, group: string, version: Version): void => {
  // A reply was worded by the server, and may have been again after it was restored.
  if (record.edits.every((edit) => edit.device === null)) return;
  const values = meaning(groupValues(record.table, version.row, group));
  if (!record.edits.some((edit) => edit.group === group && edit.values === values))
    throw new Violation(`[M1] ${record.table} ${record.id}: holds ${values}`);
};

/** M3: what is kept as lost did lose, against another device that did not know it; 1 if it was a clash of two devices. */
const checkConflict = (record: RecordLedger, version: ServerRow, wentBack: boolean): number => {
  const group = String(version.row.field_group);
  const values = meaning(version.row.lost);
  const stamp = Number(version.row.lost_stamp);
  const lost = record.edits.findLast(
    (edit) =>
      edit.group === group &&
      edit.values === values &&
      edit.writes.some((write) => write.stamp === stamp),
  );
  const name = `${record.table} ${record.id} ${group}`;
  if (!lost) throw new Violation(`[M3] ${name}: kept as lost, though no one wrote it: ${values}`);
  if (wentBack) return 0;
  // A device that lost its memory with the power sends again, under another stamp perhaps, what others have replaced since.
  if (isHalfForgotten(record)) return 0;
  const rivals = [...(record.reached.get(group)?.values() ?? [])];
  if (!rivals.some(({ edit }) => edit.author !== lost.author && areConcurrent(edit, lost)))
    throw new Violation(`[M3] a false conflict: ${nameOf(record, lost)}`);
  return 1;
};
