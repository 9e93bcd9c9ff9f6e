import { type Mutation, valuesOf } from "../../../src/model/mutation.ts";
import type { Columns, GroupStamp, TableName } from "../../../src/model/tables.ts";
import { FIELD_GROUPS } from "../../../src/model/tables.ts";
import { digestMoved } from "../../../src/sync/digest.ts";
import type { Ack, SyncResponse, WireRow } from "../../../src/sync/protocol.ts";
import { MONDAY_MS, STUDENT } from "../../support/store.ts";

export const OTHER_DEVICE = "22222222-2222-4222-8222-222222222222";
const OTHER_MUTATION = "33333333-3333-4333-8333-333333333333";

const COLUMNS: { [T in TableName]: Columns[T] } = {
  chat_sessions: {
    athro_id: "athro-maths",
    created_at: "2026-11-20T10:00:00+00:00",
    title: "Fractions",
    is_active: false,
  },
  chat_messages: {
    session_id: "44444444-4444-4444-8444-444444444444",
    role: "user",
    content: "What is a half of a half?",
    order_key: MONDAY_MS - 3_600_000,
    question_id: null,
    attempt: null,
    wants_reply: false,
    created_at: "2026-11-23T08:00:00+00:00",
  },
  calendar_events: {
    created_at: "2026-11-20T10:00:00+00:00",
    title: "Maths mock",
    all_day: false,
    starts_at: "2026-11-24T09:00:00",
    ends_at: "2026-11-24T10:30:00",
    zone: "Europe/London",
    rrule: null,
    kind: "exam",
    athro_id: "athro-maths",
    notes: "",
    location: "Hall",
    confidence: null,
    priority: false,
    reminders: [],
    uid: null,
    imported: null,
  },
  calendar_overrides: {
    event_id: "55555555-5555-4555-8555-555555555555",
    original_start: "2026-11-24T09:00:00",
    cancelled: false,
    title: null,
    all_day: null,
    starts_at: null,
    ends_at: null,
    zone: null,
    kind: null,
    athro_id: null,
    notes: null,
    location: null,
    reminders: null,
    imported: null,
  },
  preferences: { name: "theme", value: "dark" },
  superseded: {
    table_name: "calendar_events",
    record_id: "55555555-5555-4555-8555-555555555555",
    field_group: "title",
    lost: { title: "Mock" },
    lost_stamp: MONDAY_MS,
    lost_device: OTHER_DEVICE,
    created_at: "2026-11-23T08:00:00+00:00",
  },
};

export interface Written {
  deleted?: boolean;
  /** Of all groups that this write set; a day before `MONDAY_MS` unless told. */
  stamp?: number;
  /** Groups that this write set; all unless told. */
  groups?: readonly string[];
  mid?: string;
  device?: string;
}

type Content = Record<string, unknown>;

/** A student's rows on a server whose every answer the test writes: it keeps and pages them, and merges no more than it must. */
export class ServerRows {
  readonly rows = new Map<string, WireRow>();
  seq = 0;
  epoch = "epoch-1";
  now = MONDAY_MS;
  user = STUDENT;

  /** Puts a row at the next seq, whose columns are those that it had, or else some default, with `columns` over them. */
  put<T extends TableName>(
    table: T,
    id: string,
    columns: Partial<Columns[T]> & Content = {},
    written: Written = {},
  ): number {
    const { deleted, stamp = MONDAY_MS - 86_400_000, mid = OTHER_MUTATION } = written;
    const before = this.rows.get(id)?.row;
    this.seq += 1;
    const groups = written.groups ?? Object.keys(FIELD_GROUPS[table]);
    const last: GroupStamp = [stamp, this.seq, mid, written.device ?? OTHER_DEVICE];
    const stamps = Object.fromEntries(
      groups.filter((group) => group !== "body").map((group) => [group, last]),
    );
    this.rows.set(id, {
      table,
      row: {
        ...COLUMNS[table],
        extra: {},
        ...before,
        ...columns,
        id,
        seq: this.seq,
        deleted: deleted ?? before?.deleted ?? false,
        stamps: { ...(before?.stamps as Content | undefined), ...stamps },
      },
    });
    return this.seq;
  }

  /** A row of a table that clients of this version do not know. */
  putUnknown(table: string, id: string, columns: Content): number {
    this.seq += 1;
    this.rows.set(id, { table, row: { ...columns, id, seq: this.seq, deleted: false } });
    return this.seq;
  }

  /** Takes a mutation, as `mutations[i]` of a call, but for the groups that hold a later write. */
  accept(mutation: Mutation, i: number): Ack {
    const { table, id, stamp, mid } = mutation;
    const held = this.rows.get(id)?.row;
    const stamps = (held?.stamps ?? {}) as Record<string, GroupStamp>;
    const set = Object.fromEntries(
      Object.entries(mutation.set).filter(([group]) => (stamps[group]?.[0] ?? 0) <= stamp),
    );
    const groups = Object.keys(set);
    if (held && groups.length === 0) return { i, status: "applied", seq: held.seq };
    const { deleted, ...columns } = valuesOf(set);
    const flag = typeof deleted === "boolean" ? { deleted } : {};
    const seq = this.put(table, id, columns, { stamp, mid, groups, device: "this", ...flag });
    return { i, status: "applied", seq };
  }

  /** What is left of a row 30 days after its deletion. */
  purge(id: string): number {
    const found = this.rows.get(id);
    if (!found) throw new Error(`no row ${id}`);
    this.seq += 1;
    const { stamps } = found.row;
    const emptied = Object.fromEntries(Object.keys(found.row).map((name) => [name, null]));
    const row = { ...emptied, id, seq: this.seq, deleted: true, stamps, extra: {} };
    this.rows.set(id, { table: found.table, row });
    return this.seq;
  }

  /** Sum over all rows, as the server counts it. */
  digest(): number {
    let digest = 0;
    for (const { row } of this.rows.values()) digest = digestMoved(digest, 0, row.seq);
    return digest;
  }

  /** The answer to a call with this cursor. */
  answer(cursor: number, given: { acks?: Ack[]; limit?: number } = {}): SyncResponse {
    const { acks = [], limit = 1_000 } = given;
    const newer = [...this.rows.values()]
      .filter(({ row }) => row.seq > cursor)
      .toSorted((a, b) => a.row.seq - b.row.seq);
    const rows = newer.slice(0, limit).map((one) => structuredClone(one));
    return {
      protocol: 1,
      user: this.user,
      acks,
      rows,
      cursor: rows.at(-1)?.row.seq ?? cursor,
      high_water: this.seq,
      epoch: this.epoch,
      digest: this.digest(),
      server_time: this.now,
      more: newer.length > limit,
    };
  }
}
