/** Which edit of a record it is that a device holds or shows, and how much it has left of the record. */
import {
  type DeviceView,
  entryMeaning,
  groupValues,
  isPurged,
  stampOf,
  writeOf,
} from "./device-view.ts";
import type { Edit, RecordLedger } from "./ledger.ts";
import { meaning } from "./values.ts";

/** Whether a device has no more of a record than a tombstone without content: nothing that it could queue again. */
export const isPurgedIn = (view: DeviceView, record: RecordLedger): boolean => {
  const canonical = view.canonical(record.table, record.id);
  return canonical !== null && isPurged(record.table, canonical);
};

/** Whether a step left no more of a record than its tombstone. */
export const isPurgedSince = (
  before: DeviceView,
  after: DeviceView,
  table: string,
  id: string,
): boolean => {
  const [was, is] = [before.canonical(table, id), after.canonical(table, id)];
  return was !== null && is !== null && isPurged(table, is) && !isPurged(table, was);
};

/** The edit of a group that waits on a device. */
export const pendingEdit = (record: RecordLedger, view: DeviceView, group: string): Edit | null => {
  const entry = view.entry(record.table, record.id);
  const values = entry && entryMeaning(entry, group);
  return entry && values !== null
    ? record.find(group, writeOf(entry, group), values ?? undefined)
    : null;
};

/** The edit of a group that a device has from the server. */
export const canonicalEdit = (
  record: RecordLedger,
  view: DeviceView,
  group: string,
): Edit | null => {
  const canonical = view.canonical(record.table, record.id);
  if (!canonical) return null;
  const values = groupValues(record.table, canonical, group);
  const text = values ? meaning(values) : undefined;
  const last = stampOf(canonical, group);
  if (last) return record.find(group, last, text) ?? record.find(group, last);
  // What has no last write was never written, but for a message's body.
  if (group !== "body") return null;
  return record.edits.findLast((edit) => edit.group === group && edit.values === text) ?? null;
};

/** The edit whose value a device shows for a group. */
export const shownEdit = (record: RecordLedger, view: DeviceView, group: string): Edit | null => {
  const entry = view.entry(record.table, record.id);
  return entry?.set[group] === undefined
    ? canonicalEdit(record, view, group)
    : pendingEdit(record, view, group);
};
