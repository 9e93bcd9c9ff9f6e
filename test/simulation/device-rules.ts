/** What must hold of a device's disk after each step. */
import { TABLE_NAMES, columnsOf, isTableName } from "../../src/model/tables.ts";
import {
  type DeviceView,
  type Fields,
  entryMeaning,
  groupValues,
  isPurged,
  stampOf,
} from "./device-view.ts";
import {
  type Edition,
  type Era,
  type History,
  type Version,
  recordKey,
  textOf,
  versionAt,
} from "./history.ts";
import type { RecordLedger } from "./ledger.ts";
import { Violation } from "./violation.ts";
import { comesAfter, exactly, meaning, withoutTimes } from "./values.ts";

const rowTexts = new WeakMap<object, string>();

/** `exactly` of a stored row, which is never changed in place. */
const textOfRow = (row: Fields): string => {
  const found = rowTexts.get(row) ?? exactly(row);
  rowTexts.set(row, found);
  return found;
};

/** What a device holds of a record as the server's, in the table where its edition keeps it. */
const held = (view: DeviceView, edition: Edition, table: string, id: string): Fields | null => {
  const name = edition.table(table);
  if (isTableName(name)) return view.canonical(name, id);
  const record = view.image.stores.get("unknown_rows")?.get(`${name},${id}`);
  return ((record?.value as { row?: Fields } | undefined)?.row ?? null) as Fields | null;
};

const seqOf = (row: Fields): number => Number(row.seq);

/** Every row at or below the cursor is there, and is what the server holds or held; nothing above the cursor is. */
export const checkHeld = (
  view: DeviceView,
  edition: Edition,
  era: Era,
  table: string,
  id: string,
): void => {
  const cursor = view.state?.cursor ?? 0;
  const versions = era.versions.get(recordKey(table, id)) ?? [];
  // A row that has changed since comes with a later page, whether or not this device ever had it as it was.
  const latest = versions.at(-1);
  const required = latest && latest.seq <= cursor ? latest : null;
  const row = held(view, edition, table, id);
  const name = `${table} ${id}`;
  if (row === null) {
    if (required)
      throw new Violation(
        `[O3] ${name}: seq ${required.seq} is below the cursor ${cursor} but not there`,
      );
    return;
  }
  const seq = seqOf(row);
  if (seq <= 0) {
    if (required)
      throw new Violation(`[E1] ${name}: seq ${required.seq} did not come again by ${cursor}`);
    if (!view.state?.resyncing) throw new Violation(`[E1] ${name}: seq ${seq} outside a resync`);
    return;
  }
  if (seq > cursor) throw new Violation(`[O3] ${name}: seq ${seq} is above the cursor ${cursor}`);
  if (required && seq < required.seq)
    throw new Violation(
      `[O3] ${name}: seq ${seq}, though ${required.seq} is below the cursor ${cursor}`,
    );
  const version = versions.find((one) => one.seq === seq);
  if (!version) throw new Violation(`[G3] ${name}: seq ${seq} was never on the server`);
  if (textOfRow(row) !== textOf(version, edition))
    throw new Violation(
      `[G3] ${name} at seq ${seq}: ${textOfRow(row)} is not ${textOf(version, edition)}`,
    );
};

/** The device holds exactly the server's rows as they were at its cursor. */
export const checkEqual = (view: DeviceView, edition: Edition, era: Era): void => {
  const cursor = view.state?.cursor ?? 0;
  const expected = new Map<string, Version>();
  for (const [key, versions] of era.versions) {
    const version = versionAt(versions, cursor);
    if (version) expected.set(key, version);
  }
  for (const version of expected.values()) {
    const row = held(view, edition, version.table, version.id);
    if (!row || textOfRow(row) !== textOf(version, edition))
      throw new Violation(
        `[G7] equal at ${cursor} without ${version.table} ${version.id} at seq ${version.seq}, but ${row ? textOfRow(row) : "nothing"} for ${textOf(version, edition)}`,
      );
  }
  for (const table of TABLE_NAMES)
    for (const row of view.rows(table)) {
      const id = String(row.id);
      const shown = view.canonical(table, id);
      if (shown && !expected.has(recordKey(table, id)))
        throw new Violation(`[G7] equal at ${cursor} with ${table} ${id}, which the server lacks`);
    }
};

/** What the student sees is what is pending, over what the server holds. */
export const checkView = (view: DeviceView, table: string, id: string): void => {
  if (!isTableName(table)) return;
  const row = view.row(table, id);
  const entry = view.entry(table, id);
  if (!row) return;
  if (entry === null && "server" in row)
    throw new Violation(
      `[W4] ${table} ${id}: a canonical version beside the view, without an entry`,
    );
  if (entry === null) return;
  const canonical = view.canonical(table, id);
  const groups = new Set([
    ...Object.keys(entry.set),
    ...Object.keys((canonical?.stamps as Fields | undefined) ?? {}),
  ]);
  for (const group of groups) {
    // Where a newer app shows a group of its own is its own affair.
    if (!columnsOf(table, group)) continue;
    const columns = groupValues(table, row, group);
    const pending = entry.set[group];
    const expected = pending ?? (canonical && groupValues(table, canonical, group));
    if (!columns || !expected) continue;
    const shown = Object.fromEntries(
      Object.keys(expected).map((column) => [column, columns[column]]),
    );
    if (exactly(shown) !== exactly(expected))
      throw new Violation(
        `[O5] ${table} ${id} ${group}: shows ${exactly(shown)}, pending ${exactly(expected)}`,
      );
  }
};

/** An own edit is shown until something that comes after it is. */
export const checkOwnEdits = (
  view: DeviceView,
  record: RecordLedger,
  device: number,
  since: number,
): void => {
  if (record.restored) return;
  for (const group of record.groups()) {
    const own = record.edits.findLast(
      (edit) =>
        edit.group === group &&
        edit.device === device &&
        edit.at > since &&
        !edit.rolledBack &&
        edit.discardedAt === null,
    );
    if (!own || own.poison) continue;
    const entry = view.entry(record.table, record.id);
    if (entry && entryMeaning(entry, group) === own.values) continue;
    const canonical = view.canonical(record.table, record.id);
    const name = `${record.table} ${record.id} ${group}`;
    if (!canonical)
      throw new Violation(`[O4] ${name}: the device's own edit is neither pending nor canonical`);
    if (entry?.set[group])
      throw new Violation(`[G2] ${name}: another value took the place of what was typed`);
    // Its 30 days in Recently deleted are over ([M5]).
    if (isPurged(record.table, canonical)) continue;
    const shown = groupValues(record.table, canonical, group);
    // A message that was dated twice stands as it came first ([M1]).
    if (shown && withoutTimes(meaning(shown)) === withoutTimes(own.values)) continue;
    const last = stampOf(canonical, group);
    if (
      !last ||
      !own.writes.some(
        (write) =>
          comesAfter(last, write) || (last.mid === write.mid && last.stamp === write.stamp),
      )
    )
      throw new Violation(`[G2] ${name}: the device's own edit vanished for nothing later`);
  }
};

/** The device's own state is that of the era it knows; null if it has not met the server. */
export const eraOf = (view: DeviceView, history: History): Era | null =>
  view.state?.epoch ? (history.eras.get(view.state.epoch) ?? null) : null;
