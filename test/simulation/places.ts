/** G1: every committed edit is in exactly one place. */
import type { OutboxEntry } from "../../src/store/database.ts";
import {
  type DeviceView,
  type Fields,
  entryMeaning,
  groupValues,
  isPurged,
  stampOf,
  writeOf,
} from "./device-view.ts";
import type { History } from "./history.ts";
import type { Edit, RecordLedger } from "./ledger.ts";
import {
  isAbsorbed,
  isReplacedOnDevice,
  isReplacedOnServer,
  isSameButForTimes,
} from "./replaced.ts";
import { meaning } from "./values.ts";
import { Violation } from "./violation.ts";

/** An edit as its author would name it in a report. */
export const nameOf = (record: RecordLedger, edit: Edit): string =>
  `${record.table} ${record.id} ${edit.group} by device ${edit.device ?? "server"}: ${edit.values.slice(0, 160)}`;

const carries = (entry: OutboxEntry | null, edit: Edit): boolean => {
  if (entry === null || entryMeaning(entry, edit.group) !== edit.values) return false;
  const { mid, stamp } = writeOf(entry, edit.group);
  return edit.writes.some((write) => write.mid === mid && write.stamp === stamp);
};

/** Whether the server's row, as it stands, shows the edit. */
const isApplied = (history: History, record: RecordLedger, edit: Edit): boolean => {
  const version = history.latest(record.table, record.id);
  if (!version) return false;
  if (version.purged) return true;
  const values = groupValues(record.table, version.row, edit.group);
  if (values === null) return false;
  return stands(version.row, values, edit);
};

/** What stands is not kept as lost as well, under the same write. (A later edit of another group may have carried it to victory since.) */
const checkOnce = (history: History, record: RecordLedger, edit: Edit): void => {
  const row = history.latest(record.table, record.id)?.row;
  const last = row && stampOf(row, edit.group);
  if (!last || history.eras.size > 1) return;
  const lost = history
    .superseded(record.table, record.id)
    .some(
      (kept) =>
        kept.row.field_group === edit.group &&
        Number(kept.row.lost_stamp) === last.stamp &&
        narrowed(kept.row.lost as Fields, edit) === edit.values,
    );
  if (lost) throw new Violation(`[G1] superseded, though applied: ${nameOf(record, edit)}`);
};

/** A group's values as far as the edit set them. */
const narrowed = (values: Fields, edit: Edit): string => {
  const whole = meaning(values);
  if (whole === edit.values) return whole;
  const set = JSON.parse(edit.values) as Record<string, unknown>;
  return meaning(Object.fromEntries(Object.keys(set).map((column) => [column, values[column]])));
};

/** Whether the server keeps the edit as one that lost. */
export const isSuperseded = (history: History, record: RecordLedger, edit: Edit): boolean =>
  history.superseded(record.table, record.id).some(({ row, purged }) => {
    if (purged) return true;
    return (
      row.field_group === edit.group &&
      edit.writes.some((write) => write.stamp === Number(row.lost_stamp)) &&
      narrowed(row.lost as Fields, edit) === edit.values
    );
  });

/** Fails unless each edit of a record is in its place. */
export const checkPlaces = (
  record: RecordLedger,
  views: readonly DeviceView[],
  history: History,
): void => {
  const entries = views.map((view) => view.entry(record.table, record.id));
  for (const edit of record.edits) {
    // What the server made itself is no student's edit.
    if (edit.device === null) continue;
    const holding = entries.find((entry) => carries(entry, edit)) ?? null;
    const reached = record.hasReached(edit);
    const applied = reached && isApplied(history, record, edit);
    if (holding) {
      // A record that is gone for good takes nothing more, not even what it had when that comes with something new. And what was refused
      // as a whole may hold what had been taken before the rest joined it.
      if (
        holding.refused &&
        applied &&
        !["parked", "AT410"].includes(holding.refused.code) &&
        record.edits.every((one) => !carries(holding, one) || record.hasReached(one))
      )
        throw new Violation(`[G1] rejected, though applied: ${nameOf(record, edit)}`);
      continue;
    }
    if (
      reached
        ? hasPlaceThere(record, edit, history, applied)
        : hasPlaceHere(record, edit, history, views)
    )
      continue;
    throw new Violation(
      `[G1] in no place: ${nameOf(record, edit)}${reached ? ", which the server had" : ""}`,
    );
  }
};

const hasPlaceThere = (
  record: RecordLedger,
  edit: Edit,
  history: History,
  applied: boolean,
): boolean => {
  if (edit.lostWithBackup) return true;
  if (applied) {
    checkOnce(history, record, edit);
    return true;
  }
  return isDraft(record) || isReplacedOnServer(record, edit) || isSuperseded(history, record, edit);
};

const hasPlaceHere = (
  record: RecordLedger,
  edit: Edit,
  history: History,
  views: readonly DeviceView[],
): boolean => {
  if (edit.rolledBack || edit.discardedAt !== null || edit.lostWithBackup) return true;
  if (isReplacedOnDevice(record, edit)) return true;
  // A device that lost power may write at a stamp again that it had sent. The server takes the first for both, and keeps the other.
  if (isSuperseded(history, record, edit)) return true;
  // After a server went back to a backup: still on a device that will queue it again, if it is not a mere draft.
  return (
    record.restored &&
    (isDraft(record) ||
      isAbsorbed(record, edit) ||
      record.edits.some(
        (one) =>
          one.group === edit.group &&
          isSameButForTimes(one, edit) &&
          views.some((view) => isHeldBy(view, record, one)),
      ))
  );
};

const isDraft = (record: RecordLedger): boolean =>
  record.table === "preferences" &&
  record.edits.some((edit) => edit.group === "origin" && edit.values.includes('"draft:'));

/** Whether a device has the edit, waiting or from the server. */
export const isHeldBy = (view: DeviceView, record: RecordLedger, edit: Edit): boolean => {
  if (carries(view.entry(record.table, record.id), edit)) return true;
  const canonical = view.canonical(record.table, record.id);
  // Its content went with the record's, on the server that there was.
  if (canonical && isPurged(record.table, canonical)) return true;
  const values = canonical && groupValues(record.table, canonical, edit.group);
  return canonical !== null && values !== null && stands(canonical, values, edit);
};

/** Whether a row's group is the edit's: by its last write, or by what it says where it has none (a message's body). */
const stands = (row: Fields, values: Fields, edit: Edit): boolean => {
  if (narrowed(values, edit) !== edit.values) return false;
  const last = stampOf(row, edit.group);
  return (
    last === null ||
    edit.writes.some((write) => write.mid === last.mid && write.stamp === last.stamp)
  );
};
