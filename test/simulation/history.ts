/** What the server has held of one student's rows, version by version, as the simulation itself read it from the tables. */
import type { ServerRow, UserState } from "./server.ts";
import { exactly } from "./values.ts";

export interface Version {
  table: string;
  id: string;
  seq: number;
  row: ServerRow["row"];
  purged: boolean;
  /** When it was committed, ms by the server's clock. */
  at: number;
}

/** The time between two restorations. */
export interface Era {
  epoch: string;
  /** All versions of each record, oldest first. */
  versions: Map<string, Version[]>;
  /** Every version, in order of seq. */
  log: Version[];
  /** Rows of `superseded`, by the record that they are about. */
  superseded: Map<string, Version[]>;
  seq: number;
  digest: number;
  /** Rows that exist now. */
  count: number;
}

export const recordKey = (table: string, id: string): string => `${table}/${id}`;

const newEra = (epoch: string): Era => ({
  epoch,
  versions: new Map(),
  log: [],
  superseded: new Map(),
  seq: 0,
  digest: 0,
  count: 0,
});

export class History {
  readonly eras = new Map<string, Era>();
  now: Era;
  /** Whether the server has purged anything. */
  hasPurged = false;

  constructor(epoch: string) {
    this.now = newEra(epoch);
    this.eras.set(epoch, this.now);
  }

  /** Adds what a commit left at a point in time, ms. */
  advance(state: UserState, at: number, former?: Era): void {
    for (const { table, id, seq, row, purged } of state.rows) {
      const before = former?.versions.get(recordKey(table, id))?.find((one) => one.seq === seq);
      const version: Version = { table, id, seq, row, purged, at: before?.at ?? at };
      const key = recordKey(table, id);
      this.now.versions.set(key, [...(this.now.versions.get(key) ?? []), version]);
      this.now.log.push(version);
      if (purged) this.hasPurged = true;
      if (table !== "superseded" || purged) continue;
      const about = recordKey(String(row.table_name), String(row.record_id));
      this.now.superseded.set(about, [...(this.now.superseded.get(about) ?? []), version]);
    }
    this.now.seq = state.seq;
    this.now.digest = state.digest;
    this.now.count = state.count;
  }

  /** Begins an era from the rows that a backup held. */
  restore(state: UserState, at: number): void {
    const former = this.now;
    this.now = newEra(state.epoch);
    this.eras.set(state.epoch, this.now);
    this.advance(state, at, former);
  }

  /** Whether the server has ever held a record, before it went back to a backup too. */
  hasHad(table: string, id: string): boolean {
    return [...this.eras.values()].some((era) => era.versions.has(recordKey(table, id)));
  }

  latest(table: string, id: string): Version | null {
    return this.now.versions.get(recordKey(table, id))?.at(-1) ?? null;
  }

  /** The rows that keep what a record's edits lost. */
  superseded(table: string, id: string): Version[] {
    return this.now.superseded.get(recordKey(table, id)) ?? [];
  }

  /** The newest version of every record. */
  all(): Version[] {
    return [...this.now.versions.values()].flatMap((versions) => versions.at(-1) ?? []);
  }
}

/** The newest of some versions with a seq of at most `seq`. */
export const versionAt = (versions: readonly Version[], seq: number): Version | null =>
  versions.findLast((version) => version.seq <= seq) ?? null;

/** How a device's app sees a version: an old one knows neither the newest table nor the newest column. */
export interface Edition {
  table(name: string): string;
  row(table: string, row: ServerRow["row"]): ServerRow["row"];
}

export const CURRENT: Edition = { table: (name) => name, row: (_, row) => row };

/** An app for which the server has moved on: overrides are a table, and colours of events a column, that it has never heard of. */
export const OLD: Edition = {
  table: (name) => (name === "calendar_overrides" ? "calendar_exceptions" : name),
  row: (table, row) => (table === "calendar_events" ? { ...row, colour: "teal" } : row),
};

/** An app that has learnt of the table since, but not of the column. */
export const UPDATED: Edition = { table: (name) => name, row: OLD.row };

const texts = new WeakMap<Edition, WeakMap<Version, string>>();

/** A version byte for byte as a device of that edition is to hold it. */
export const textOf = (version: Version, edition: Edition): string => {
  const known = texts.get(edition) ?? new WeakMap<Version, string>();
  texts.set(edition, known);
  const found = known.get(version) ?? exactly(edition.row(version.table, version.row));
  known.set(version, found);
  return found;
};
