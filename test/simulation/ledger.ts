/**
 * What the students did, kept outside the system: every committed edit of every field group, which edit its author saw when making
 * it, and under which mutation ids and stamps it has travelled. Nothing here knows how the project merges.
 */
import { meaning } from "./values.ts";

export interface Write {
  mid: string;
  stamp: number;
}

export interface Edit {
  /** Counts all edits and discards, in the order in which they happened. */
  readonly at: number;
  /** Index of the device, or null for what the server wrote. */
  readonly device: number | null;
  /** The id by which the server knows the device; another one after its database was deleted. */
  readonly author: string | null;
  readonly group: string;
  /** `meaning` of the group's columns. */
  values: string;
  /** The edit whose value the author had before them. */
  readonly seen: Edit | null;
  readonly children: Edit[];
  /** The first is the author's; stamping again, coalescing and queueing again add others. */
  readonly writes: Write[];
  /** Meant to be refused. */
  readonly poison: boolean;
  /** The server had it once, if only before it went back to a backup. */
  everReached: boolean;
  /** The device lost power and forgot it. */
  rolledBack: boolean;
  /** When the student gave it up after it was refused. */
  discardedAt: number | null;
  /** Only on the server when that went back to a backup, and on no device either. */
  lostWithBackup: boolean;
}

const keyOf = (write: Write): string => `${write.mid} ${write.stamp}`;

/** One record of one student. */
export class RecordLedger {
  readonly user: string;
  readonly table: string;
  readonly id: string;
  readonly edits: Edit[] = [];
  /** What the server has merged, by group and write; a restored server forgets some of it. */
  reached = new Map<string, Map<string, { write: Write; edit: Edit }>>();
  /** A restored server, and rows queued again after it, have been at it. */
  restored = false;
  private readonly byWrite = new Map<string, Edit[]>();

  constructor(user: string, table: string, id: string) {
    this.user = user;
    this.table = table;
    this.id = id;
  }

  /** The edit of a group that travelled so, with these values if they are given. */
  find(group: string, write: Write, values?: string): Edit | null {
    const found = this.byWrite.get(`${group} ${keyOf(write)}`) ?? [];
    return found.findLast((edit) => values === undefined || edit.values === values) ?? null;
  }

  add(edit: Edit, write: Write): void {
    this.edits.push(edit);
    edit.seen?.children.push(edit);
    this.alias(edit, write);
  }

  alias(edit: Edit, write: Write): void {
    const key = `${edit.group} ${keyOf(write)}`;
    const there = this.byWrite.get(key) ?? [];
    if (there.includes(edit)) return;
    this.byWrite.set(key, [...there, edit]);
    edit.writes.push(write);
  }

  reach(edit: Edit, write: Write): void {
    edit.everReached = true;
    const ofGroup = this.reached.get(edit.group) ?? new Map<string, { write: Write; edit: Edit }>();
    this.reached.set(edit.group, ofGroup);
    if (!ofGroup.has(keyOf(write))) ofGroup.set(keyOf(write), { write, edit });
  }

  hasReached(edit: Edit): boolean {
    const ofGroup = this.reached.get(edit.group);
    return (
      ofGroup !== undefined && edit.writes.some((write) => ofGroup.get(keyOf(write))?.edit === edit)
    );
  }

  groups(): string[] {
    return [...new Set(this.edits.map((edit) => edit.group))];
  }
}

export class Ledger {
  readonly records = new Map<string, RecordLedger>();
  /** Counts edits and discards. */
  clock = 0;
  private readonly poisons = new Set<string>();

  record(user: string, table: string, id: string): RecordLedger {
    const key = `${user} ${table}/${id}`;
    const found = this.records.get(key) ?? new RecordLedger(user, table, id);
    this.records.set(key, found);
    return found;
  }

  recordsOf(user: string): RecordLedger[] {
    return [...this.records.values()].filter((one) => one.user === user);
  }

  /** What travels under this mutation id is meant to be refused. */
  expectRefusal(mid: string): void {
    this.poisons.add(mid);
  }

  addEdit(
    record: RecordLedger,
    what: Pick<Edit, "device" | "author" | "group" | "seen"> & { values: unknown; write: Write },
  ): Edit {
    this.clock += 1;
    const edit: Edit = {
      at: this.clock,
      device: what.device,
      author: what.author,
      group: what.group,
      values: meaning(what.values),
      seen: what.seen,
      children: [],
      writes: [],
      poison: this.poisons.has(what.write.mid),
      everReached: false,
      rolledBack: false,
      discardedAt: null,
      lostWithBackup: false,
    };
    record.add(edit, what.write);
    return edit;
  }

  /** A device forgot what it did after `at`. */
  rollBack(device: number, at: number): void {
    for (const record of this.records.values())
      for (const edit of record.edits) {
        if (edit.device !== device) continue;
        if (edit.at > at) edit.rolledBack = true;
        if (edit.discardedAt !== null && edit.discardedAt > at) edit.discardedAt = null;
      }
  }
}

/** Whether `edit` was made knowing `other`. */
export const knew = (edit: Edit, other: Edit): boolean => {
  for (let one = edit.seen; one !== null; one = one.seen) if (one === other) return true;
  return false;
};
