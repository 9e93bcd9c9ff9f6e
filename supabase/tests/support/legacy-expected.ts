import type { Pool } from "pg";
import { expect } from "vitest";
import { type LegacyKey, parseLegacyKey } from "../../../src/model/legacy/keys.ts";
import { readLegacy } from "../../../src/model/legacy/read.ts";
import type { LegacyProblem, LegacyRecord } from "../../../src/model/legacy/record.ts";
import { valuesOf } from "../../../src/model/mutation.ts";
import { type TableName } from "../../../src/model/tables.ts";
import { digestOf } from "../../../src/sync/digest.ts";
import { type Left, leftOf, type OldSessionRow } from "./legacy-database.ts";

/** What a device's own import makes of the same data: the measure for the server's. */
export interface Expected {
  records: LegacyRecord[];
  problems: LegacyProblem[];
}

const read = (key: LegacyKey | null, value: unknown): Expected => {
  if (key === null) throw new Error("not a key of the older app");
  const found = [...readLegacy(key, JSON.stringify(value) ?? "null")];
  return {
    records: found.flatMap((one) => ("record" in one ? [one.record] : [])),
    problems: found.flatMap((one) => ("problem" in one ? [one.problem] : [])),
  };
};

/** Of a row of the older chat_sessions, as the device would have had it: FORMAT.md names the columns. */
export const expectedOfSession = (row: OldSessionRow): Expected =>
  read(parseLegacyKey(`athro_chat_session_${row.user}_`), {
    id: row.session_id,
    athroId: row.athro_id,
    messages: row.messages,
    isActive: row.is_active,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  });

/** Of a row of the older user_preferences. */
export const expectedOfPreference = (user: string, key: string, value: unknown): Expected => {
  if (key === "calendar_events") return read(parseLegacyKey(`calendar_events_${user}`), value);
  const form = parseLegacyKey(`athro_dashboard_${key}`)?.form;
  if (form === undefined) throw new Error(key);
  return read({ key, owner: user, form }, value);
};

/** Problems as the operator's report counts them: by reason, with the first places. */
export const countProblems = (problems: readonly LegacyProblem[]): Omit<Left, "name">[] =>
  [...new Set(problems.map(({ reason }) => reason))].toSorted().map((reason) => {
    const places = problems.filter((one) => one.reason === reason).map(({ at }) => at);
    return { reason, count: places.length, places: places.slice(0, 20).toSorted() };
  });

/** The report on a student's rows, in the same form. */
export const reportOf = async (pool: Pool, student: string): Promise<Omit<Left, "name">[]> =>
  (await leftOf(pool, student)).map(({ reason, count, places }) => ({
    reason,
    count,
    places: places.toSorted(),
  }));

type Stored = Record<string, unknown> & {
  id: string;
  seq: number;
  stamps: Record<string, unknown>;
};

const TABLES: readonly TableName[] = [
  "chat_sessions",
  "chat_messages",
  "calendar_events",
  "preferences",
];

/**
 * Holds a student's rows against the records: the same ones and no other, with the values and stamps that a device's import would have
 * left, each with a seq of its own from 1 on, and a clock and a digest that agree.
 */
export const expectRecords = async (
  pool: Pool,
  student: string,
  records: readonly LegacyRecord[],
): Promise<void> => {
  const seqs: number[] = [];
  for (const table of TABLES) {
    const { rows } = await pool.query<{ row: Stored }>(
      `select to_jsonb(t) as row from public.${table} t where user_id = $1`,
      [student],
    );
    const stored = new Map(rows.map(({ row }) => [row.id, row]));
    const made = new Map<string, LegacyRecord>();
    // What comes again with an id is the same thing: the first counts.
    for (const one of records) if (one.table === table && !made.has(one.id)) made.set(one.id, one);
    expect([...stored.keys()].toSorted()).toEqual([...made.keys()].toSorted());
    for (const { id, set } of made.values()) {
      const row = stored.get(id);
      expect(withInstant(row)).toMatchObject(withInstant(valuesOf(set)));
      const groups = Object.keys(set).filter((group) => group !== "body");
      expect(row).toMatchObject({
        stamps: Object.fromEntries(
          groups.map((group) => [group, [0, row?.seq, id, "legacy-import"]]),
        ),
        extra: {},
        merged: null,
        purged: false,
        deleted_at: null,
      });
      expect(Object.keys(row?.stamps ?? {}).toSorted()).toEqual(groups.toSorted());
    }
    seqs.push(...rows.map(({ row }) => row.seq));
  }
  expect(seqs.toSorted((a, b) => a - b)).toEqual(seqs.map((_, index) => index + 1));
  const { rows: clocks } = await pool.query(
    "select seq::float8, digest::float8 from athro.clocks where user_id = $1 and seq > 0",
    [student],
  );
  const digest = seqs.reduce((sum, seq) => (sum + digestOf(seq)) % 2 ** 48, 0);
  expect(clocks).toEqual(seqs.length === 0 ? [] : [{ seq: seqs.length, digest }]);
};

/** An instant can be written in more than one way. */
const withInstant = (values: Readonly<Record<string, unknown>> = {}): Record<string, unknown> => {
  const { created_at: written, ...rest } = values;
  return typeof written === "string" ? { ...rest, created_at: Date.parse(written) } : { ...rest };
};
