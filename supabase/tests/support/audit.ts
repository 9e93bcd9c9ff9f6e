import { isDeepStrictEqual } from "node:util";
import type { Pool } from "pg";
import type { Mutation } from "../../../src/model/mutation.ts";
import { TABLE_NAMES } from "../../../src/model/tables.ts";
import { digestOf } from "../../../src/sync/digest.ts";
import type { SyncResponse } from "../../../src/sync/protocol.ts";

/**
 * A record of every version that a row has ever had, kept beside the rules and not by them, and what must hold of it. A
 * transaction that is rolled back takes its versions with it.
 */
export const keepVersions = async (pool: Pool): Promise<void> => {
  await pool.query(`
    create table athro.test_versions (
      n bigint generated always as identity primary key,
      user_id uuid not null,
      table_name text not null,
      id uuid not null,
      seq bigint not null,
      body jsonb not null
    );
    create function athro.test_keep_version() returns trigger
    language plpgsql
    set search_path = ''
    as $$
    declare
      body jsonb := to_jsonb(new) - array['merged', 'updated_at'];
    begin
      -- A change that keeps its seq is kept too, and is then found to have a seq that another version has.
      if tg_op = 'INSERT' or body <> to_jsonb(old) - array['merged', 'updated_at'] then
        insert into athro.test_versions (user_id, table_name, id, seq, body)
        values (new.user_id, tg_table_name, new.id, new.seq, body);
      end if;
      return null;
    end
    $$;
  `);
  for (const name of TABLE_NAMES)
    await pool.query(
      `create trigger test_versions after insert or update on public.${name}
       for each row execute function athro.test_keep_version()`,
    );
};

interface Version {
  table: string;
  id: string;
  seq: number;
  body: Record<string, unknown>;
}

/** An answer that a device took as given, since its transaction was committed. */
export interface Given {
  /** The request's cursor and limit. */
  cursor: number;
  limit: number;
  mutations: readonly Mutation[];
  /** The highest high-water mark that any device had been given before this request was first sent. */
  known: number;
  answer: SyncResponse;
}

const readVersions = async (pool: Pool, student: string): Promise<Version[]> => {
  const { rows } = await pool.query<Version>(
    `select table_name as table, id, seq::float8 as seq, body
     from athro.test_versions where user_id = $1 order by n`,
    [student],
  );
  return rows;
};

/** The newest version of each record that there was when the clock stood at `mark`, in order of seq. */
const newestAt = (versions: readonly Version[], mark: number): Version[] => {
  const newest = new Map<string, Version>();
  for (const one of versions) if (one.seq <= mark) newest.set(one.id, one);
  return [...newest.values()].sort((a, b) => a.seq - b.seq);
};

const digestFor = (rows: readonly Version[]): number =>
  rows.reduce((sum, { seq }) => (sum + digestOf(seq)) % 2 ** 48, 0);

const isSameRow = (version: Version | undefined, sent: SyncResponse["rows"][number] | undefined) =>
  version !== undefined &&
  sent !== undefined &&
  version.table === sent.table &&
  Object.entries(sent.row).every(([key, value]) => isDeepStrictEqual(version.body[key], value));

/** [O1] [O2] [E3] Whether an answer is just what there was to say when its clock was taken. */
const faultsOf = (versions: readonly Version[], given: Given): string[] => {
  const { answer, cursor, limit, known, mutations } = given;
  const faults: string[] = [];
  if (answer.high_water < known) faults.push(`high water ${answer.high_water} after ${known}`);
  const there = newestAt(versions, answer.high_water);
  if (answer.digest !== digestFor(there)) faults.push("digest of other rows");
  const due = there.filter(({ seq }) => seq > cursor);
  const page = due.slice(0, limit);
  if (page.length !== answer.rows.length || !page.every((one, i) => isSameRow(one, answer.rows[i])))
    faults.push(
      `rows ${answer.rows.map(({ row }) => row.seq).join()} for ${page.map(({ seq }) => seq).join()}`,
    );
  if (answer.cursor !== (page.at(-1)?.seq ?? cursor)) faults.push(`cursor ${answer.cursor}`);
  if (answer.more !== due.length > page.length) faults.push(`more: ${answer.more}`);
  if (answer.acks.length !== mutations.length) faults.push(`${answer.acks.length} acks`);
  for (const ack of answer.acks) {
    const { id } = mutations[ack.i] ?? {};
    const at = ack.status === "applied" ? versions.find(({ seq }) => seq === ack.seq) : undefined;
    if (at === undefined || (at.id !== id && at.body["record_id"] !== id))
      faults.push(`ack ${JSON.stringify(ack)}`);
  }
  return faults;
};

/** [G1] [P3] Whether an acknowledged mutation is in the record of versions once: as a row, or as a row that lost, or as first one and then the other. */
const faultsOfMutation = (versions: readonly Version[], { id, set }: Mutation): string[] => {
  const { body, title } = set;
  const name = body?.["content"] ?? title?.["title"];
  let last: unknown;
  let made = 0;
  for (const one of versions.filter((version) => version.id === id)) {
    const now = one.body["content"] ?? one.body["title"];
    if (now === name && now !== last) made += 1;
    last = now;
  }
  const lost = versions.filter(
    (one) => one.body["record_id"] === id && isDeepStrictEqual(one.body["lost"], title),
  ).length;
  return made > 1 || lost > 1 || made + lost === 0
    ? [`${String(name)}: made ${made} times, lost ${lost} times`]
    : [];
};

/** Everything that is wrong with a student's rows, and with what devices were told of them. Nothing, if all is well. */
export const findFaults = async (
  pool: Pool,
  student: string,
  answers: readonly Given[],
): Promise<string[]> => {
  const versions = await readVersions(pool, student);
  const newest = newestAt(versions, Number.POSITIVE_INFINITY);
  const faults: string[] = [];
  if (versions.some(({ seq }, i) => seq !== i + 1))
    faults.push(`seqs ${versions.map(({ seq }) => seq).join()}`);
  const { rows: clocks } = await pool.query<{ seq: number; digest: number }>(
    "select seq::float8, digest::float8 from athro.clocks where user_id = $1",
    [student],
  );
  const clock = { seq: versions.length, digest: digestFor(newest) };
  if (!isDeepStrictEqual(clocks, [clock]))
    faults.push(`clock ${JSON.stringify(clocks)} for ${JSON.stringify(clock)}`);
  const stored: string[] = [];
  for (const name of TABLE_NAMES) {
    const { rows } = await pool.query<{ id: string; seq: number }>(
      `select id, seq::float8 from public.${name} where user_id = $1`,
      [student],
    );
    stored.push(...rows.map(({ id, seq }) => `${id} ${seq}`));
  }
  if (!isDeepStrictEqual(stored.sort(), newest.map(({ id, seq }) => `${id} ${seq}`).sort()))
    faults.push("the tables hold other versions than the newest");
  for (const given of answers) faults.push(...faultsOf(versions, given));
  const acknowledged = new Map(
    answers.flatMap(({ mutations }) => mutations).map((one) => [one.mid, one]),
  );
  for (const one of acknowledged.values()) faults.push(...faultsOfMutation(versions, one));
  return faults;
};
