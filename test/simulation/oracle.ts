/** Watches every device's disk and every commit of the server, and fails at the first step that breaks a promise. */
import type { SyncRequest, SyncResponse } from "../../src/sync/protocol.ts";
import type { Mutation } from "../../src/model/mutation.ts";
import { TABLE_NAMES } from "../../src/model/tables.ts";
import { DeviceView, entryMeaning, writeOf } from "./device-view.ts";
import { checkEqual, checkHeld, checkOwnEdits, checkView, eraOf } from "./device-rules.ts";
import { canonicalEdit, isPurgedIn, isPurgedSince, pendingEdit, shownEdit } from "./held-edits.ts";
import { type Edition, History } from "./history.ts";
import { type Edit, Ledger, type RecordLedger } from "./ledger.ts";
import { checkPlaces, isHeldBy, isSuperseded } from "./places.ts";
import { type Committed, type Merged, committed } from "./server-rules.ts";
import type { UserState } from "./server.ts";
import { meaning, withoutTimes } from "./values.ts";
import { Violation } from "./violation.ts";

/** What the oracle knows of one device. */
export interface Watched {
  readonly index: number;
  readonly user: string;
  edition: Edition;
  view: DeviceView;
  /** Cursors at which the server told it that there is nothing newer, with their epochs. */
  readonly newest: Set<string>;
  /** Edits up to this one were made in a database that is no more. */
  since: number;
}

/** A student's side of a backup. */
interface Remembered {
  reached: Map<RecordLedger, RecordLedger["reached"]>;
  merged: Merged;
}

interface Student {
  history: History;
  merged: Merged;
}

export type Cause = "student" | "sync";

export class Oracle {
  readonly ledger = new Ledger();
  readonly devices: Watched[] = [];
  private readonly students = new Map<string, Student>();

  addStudent(user: string, epoch: string): void {
    this.students.set(user, { history: new History(epoch), merged: new Set() });
  }

  addDevice(user: string, edition: Edition): Watched {
    const device: Watched = {
      index: this.devices.length,
      user,
      edition,
      view: DeviceView.empty,
      newest: new Set(),
      since: 0,
    };
    this.devices.push(device);
    return device;
  }

  history(user: string): History {
    return this.student(user).history;
  }

  private student(user: string): Student {
    const found = this.students.get(user);
    if (!found) throw new Error(`no student ${user}`);
    return found;
  }

  private views(user: string): DeviceView[] {
    return this.devices.filter((device) => device.user === user).map((device) => device.view);
  }

  /** A step of the student or of sync left this on a device's disk. */
  deviceChanged(device: Watched, after: DeviceView, cause: Cause): void {
    const before = device.view;
    const changed = after.changedSince(before);
    for (const { table, id } of changed) {
      if (table === "unknown_rows" || before.entry(table, id) === after.entry(table, id)) continue;
      const record = this.ledger.record(device.user, table, id);
      if (cause === "student") this.noteStudent(device, record, before, after);
      else this.noteSync(record, before, after);
    }
    device.view = after;
    const { history } = this.student(device.user);
    for (const { table, id } of changed)
      if (table !== "unknown_rows" && isPurgedSince(before, after, table, id)) {
        const record = this.ledger.record(device.user, table, id);
        // An answer of the server as it was before the backup, stored after it: what it purged no device may have any more.
        if (!history.latest(table, id)?.purged) this.loseWithBackup(device.user, record);
      }
    const era = eraOf(after, history);
    if (era && after.state !== before.state) {
      const from = Math.min(before.state?.cursor ?? 0, after.state?.cursor ?? 0);
      for (const { table, id, seq } of era.log)
        if (seq > from && seq <= (after.state?.cursor ?? 0))
          checkHeld(after, device.edition, era, table, id);
      if (after.state?.proof === "different" && before.state?.proof !== "different")
        throw new Violation(`[G7] device ${device.index}: the digests differ`);
      const isNewest = device.newest.has(`${era.epoch} ${after.state?.cursor}`);
      if (
        after.state?.proof === "equal" &&
        isNewest &&
        after.state.syncedAt !== before.state?.syncedAt
      )
        checkEqual(after, device.edition, era);
    }
    for (const { table, id } of changed) {
      if (table === "unknown_rows") continue;
      const record = this.ledger.record(device.user, table, id);
      if (era && device.edition.table(table) === table)
        checkHeld(after, device.edition, era, table, id);
      checkView(after, table, id);
      checkOwnEdits(after, record, device.index, device.since);
      checkPlaces(record, this.views(device.user), history);
    }
  }

  private noteStudent(
    device: Watched,
    record: RecordLedger,
    before: DeviceView,
    after: DeviceView,
  ): void {
    const was = before.entry(record.table, record.id);
    const is = after.entry(record.table, record.id);
    if (!is) {
      this.ledger.clock += 1;
      for (const group of Object.keys(was?.set ?? {})) {
        const edit = pendingEdit(record, before, group);
        if (edit) edit.discardedAt = this.ledger.clock;
      }
      return;
    }
    for (const group of Object.keys(is.set)) {
      const write = writeOf(is, group);
      const seen = shownEdit(record, before, group);
      // The same value, written at another time, is written again: the student wants it over what the server may have by now.
      const unchanged =
        was?.mid === is.mid &&
        entryMeaning(was, group) === entryMeaning(is, group) &&
        writeOf(was, group).stamp === write.stamp;
      if (seen && unchanged) record.alias(seen, write);
      else
        this.ledger.addEdit(record, {
          device: device.index,
          author: after.state?.device ?? null,
          group,
          values: is.set[group],
          seen,
          write,
        });
    }
  }

  /** Sync may stamp an entry again, queue a row again, and let entries go; it writes nothing of its own. */
  private noteSync(record: RecordLedger, before: DeviceView, after: DeviceView): void {
    const was = before.entry(record.table, record.id);
    const is = after.entry(record.table, record.id);
    if (!is) return;
    if (was && was.mid !== is.mid && !before.state?.resyncing)
      throw new Violation(`[P1] ${record.table} ${record.id}: the entry is another one`);
    for (const group of Object.keys(is.set)) {
      const write = writeOf(is, group);
      const values = entryMeaning(is, group) ?? "";
      const pending = was && was.mid === is.mid ? pendingEdit(record, before, group) : null;
      if (!pending) record.restored = true;
      const carried = pending ?? canonicalEdit(record, before, group);
      // What the server has had, and the device has forgotten with its power, is another edit once it has been stamped anew.
      const again =
        pending?.everReached === true &&
        !pending.writes.some(({ mid, stamp }) => mid === write.mid && stamp === write.stamp);
      if (carried?.values === values && !again) {
        record.alias(carried, write);
        continue;
      }
      // Stamping again moves the times that a wrong clock gave the record; nothing else that was typed may change.
      if (pending && withoutTimes(pending.values) !== withoutTimes(values))
        throw new Violation(
          `[G2] ${record.table} ${record.id} ${group}: sync changed what was typed`,
        );
      this.ledger.addEdit(record, {
        device: pending?.device ?? null,
        author: pending?.author ?? null,
        group,
        values: is.set[group],
        seen: pending,
        write,
      });
    }
  }

  /** A planted bug sends something else than its device wrote: what stands for what. */
  sendsInstead(written: SyncRequest, sent: SyncRequest): void {
    const theirsById = new Map(
      sent.mutations.map((text) => JSON.parse(text) as Mutation).map((one) => [one.mid, one]),
    );
    written.mutations.forEach((text) => {
      const mine = JSON.parse(text) as Mutation;
      const theirs = theirsById.get(mine.mid);
      if (!theirs) return;
      const record = this.ledger.record(written.user, mine.table, mine.id);
      for (const group of Object.keys(mine.set)) {
        const edit = record.find(group, writeOf(mine, group), meaning(mine.set[group]));
        if (edit) record.alias(edit, writeOf(theirs, group));
      }
    });
  }

  /** A request was carried out at a point in time, ms by the server's clock. */
  serverCommitted(
    request: SyncRequest,
    response: SyncResponse,
    state: UserState,
    at: number,
  ): Committed {
    const { history, merged } = this.student(request.user);
    const done = committed(this.ledger, history, merged, request, response, state, at);
    for (const record of done.touched) checkPlaces(record, this.views(request.user), history);
    return done;
  }

  /** The server wrote rows of its own (a reply). */
  serverWrote(user: string, state: UserState, at: number): void {
    this.student(user).history.advance(state, at);
  }

  /** A device lost power, and with it what it committed after `at`. */
  powerLost(device: Watched, view: DeviceView, at: number): void {
    this.ledger.rollBack(device.index, at);
    device.view = view;
    this.loseLastCopies(device.user);
    this.checkAll(device.user);
  }

  /** A device's database is gone. */
  databaseDeleted(device: Watched): void {
    this.ledger.rollBack(device.index, 0);
    device.since = this.ledger.clock;
    device.view = DeviceView.empty;
    this.loseLastCopies(device.user);
    this.checkAll(device.user);
  }

  remember(users: readonly string[]): Map<string, Remembered> {
    const kept = new Map<string, Remembered>();
    for (const user of users) {
      const reached = new Map<RecordLedger, RecordLedger["reached"]>();
      for (const record of this.ledger.recordsOf(user))
        reached.set(
          record,
          new Map([...record.reached].map(([group, writes]) => [group, new Map(writes)])),
        );
      kept.set(user, { reached, merged: new Set(this.student(user).merged) });
    }
    return kept;
  }

  /** The server went back to a backup, in a new epoch. */
  restored(
    kept: ReadonlyMap<string, Remembered>,
    states: ReadonlyMap<string, UserState>,
    at: number,
  ): void {
    for (const [user, { reached, merged }] of kept) {
      const student = this.student(user);
      const lostRows = new Map<RecordLedger, Edit[]>();
      for (const record of this.ledger.recordsOf(user))
        lostRows.set(
          record,
          record.edits.filter((edit) => isSuperseded(student.history, record, edit)),
        );
      student.merged = new Set(merged);
      const state = states.get(user);
      if (!state) throw new Error(`no state of ${user}`);
      student.history.restore(state, at);
      for (const record of this.ledger.recordsOf(user)) {
        const before = record.reached;
        record.reached = new Map(
          [...(reached.get(record) ?? [])].map(([group, writes]) => [group, new Map(writes)]),
        );
        for (const [group, writes] of before)
          if (writes.size !== (record.reached.get(group)?.size ?? 0)) record.restored = true;
        for (const edit of record.edits) {
          // What had lost is kept by the server alone, in rows that no device may write.
          const lost =
            lostRows.get(record)?.includes(edit) && !isSuperseded(student.history, record, edit);
          if (lost) edit.lostWithBackup = true;
        }
        this.loseWithBackup(user, record);
      }
      this.checkAll(user);
    }
  }

  /** A device has lost what it held: of what a server that went back to a backup had had, that may have been the last copy. */
  private loseLastCopies(user: string): void {
    for (const record of this.ledger.recordsOf(user))
      if (record.restored) this.loseWithBackup(user, record);
  }

  /** What the server that went back to a backup lacks, and no device could send it. */
  private loseWithBackup(user: string, record: RecordLedger): void {
    for (const edit of record.edits) {
      const here = this.views(user).some(
        (view) => isHeldBy(view, record, edit) && !isPurgedIn(view, record),
      );
      if (!record.hasReached(edit) && !here) edit.lostWithBackup = true;
    }
  }

  private checkAll(user: string): void {
    const { history } = this.student(user);
    for (const record of this.ledger.recordsOf(user))
      checkPlaces(record, this.views(user), history);
  }

  /** Every rule once more, on every record, whatever has changed. */
  checkEverything(): void {
    for (const device of this.devices) {
      const era = eraOf(device.view, this.student(device.user).history);
      for (const { table, id } of era?.log ?? [])
        if (era) checkHeld(device.view, device.edition, era, table, id);
      for (const table of TABLE_NAMES)
        for (const row of device.view.rows(table)) checkView(device.view, table, String(row.id));
      for (const record of this.ledger.recordsOf(device.user))
        checkOwnEdits(device.view, record, device.index, device.since);
    }
    for (const user of this.students.keys()) this.checkAll(user);
  }
}
