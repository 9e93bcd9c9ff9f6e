/** Reads and writes of tables, run as the caller: what they may do is for grants and policies to say. */
import { type PoolClient, escapeIdentifier } from "pg";
import { isRecord } from "../body.ts";
import { findColumns } from "./catalog.ts";
import { RestError } from "./error.ts";
import { type TableQuery, toCondition, toOrder } from "./query.ts";

/** Rows in one answer at most, as on hosted Supabase. */
const ROWS_MAX = 1_000;

export interface TableRows {
  /** A JSON array. */
  json: string;
  count: number;
  /** Rows that match regardless of limit, where asked for. */
  total: number | undefined;
}

export async function readTable(
  client: PoolClient,
  table: string,
  query: TableQuery,
  countAll: boolean,
): Promise<TableRows> {
  await checkNames(client, table, query);
  const values: unknown[] = [];
  const from = `${nameOf(table)}${toWhere(query, values)}`;
  const order = query.order.length === 0 ? "" : ` order by ${query.order.map(toOrder).join(", ")}`;
  const limit = Math.min(query.limit ?? ROWS_MAX, ROWS_MAX);
  const page = `select ${toOutput(query)} from ${from}${order} limit ${limit} offset ${query.offset}`;
  const rows = await collect(client, `(${page})`, values);
  if (!countAll) return { ...rows, total: undefined };
  const counted = await client.query<{ total: number }>(
    `select count(*)::int as total from ${from}`,
    values,
  );
  return { ...rows, total: counted.rows[0]?.total };
}

/** @param body one object or an array of objects. */
export async function insertRows(
  client: PoolClient,
  table: string,
  query: TableQuery,
  body: string,
  returning: boolean,
): Promise<TableRows> {
  const { array, keys } = parseRows(body);
  const names = query.columns ?? keys;
  await checkNames(client, table, query, names);
  const columns = names.map(escapeIdentifier).join(", ");
  const insert =
    names.length === 0
      ? `insert into ${nameOf(table)} default values`
      : `insert into ${nameOf(table)} (${columns})
         select ${columns} from json_populate_recordset(null::${nameOf(table)}, $1::json)`;
  return write(client, insert, names.length === 0 ? [] : [array], query, returning);
}

/** @param body one object: the columns to set. */
export async function updateRows(
  client: PoolClient,
  table: string,
  query: TableQuery,
  body: string,
  returning: boolean,
): Promise<TableRows> {
  const { array, keys } = parseRows(body);
  await checkNames(client, table, query, keys);
  if (keys.length === 0) throw new RestError(400, "PGRST102", "There is nothing to set");
  const values: unknown[] = [array];
  const assignments = keys.map((key) => {
    const column = escapeIdentifier(key);
    return `${column} = (select given.${column} from json_populate_recordset(null::${nameOf(table)}, $1::json) as given)`;
  });
  const where = requireWhere("UPDATE", toWhere(query, values));
  const update = `update ${nameOf(table)} set ${assignments.join(", ")}${where}`;
  return write(client, update, values, query, returning);
}

export async function deleteRows(
  client: PoolClient,
  table: string,
  query: TableQuery,
  returning: boolean,
): Promise<TableRows> {
  await checkNames(client, table, query);
  const values: unknown[] = [];
  const where = requireWhere("DELETE", toWhere(query, values));
  return write(client, `delete from ${nameOf(table)}${where}`, values, query, returning);
}

/** Without `returning` no column is read back, so that the right to write is all it takes. */
async function write(
  client: PoolClient,
  statement: string,
  values: unknown[],
  query: TableQuery,
  returning: boolean,
): Promise<TableRows> {
  if (!returning) {
    const { rowCount } = await client.query(statement, values);
    return { json: "[]", count: rowCount ?? 0, total: undefined };
  }
  const written = `with written as (${statement} returning ${toOutput(query)})`;
  return { ...(await collect(client, "written", values, written)), total: undefined };
}

async function collect(
  client: PoolClient,
  source: string,
  values: unknown[],
  prelude = "",
): Promise<{ json: string; count: number }> {
  const { rows } = await client.query<{ json: string; count: number }>(
    `${prelude} select coalesce(json_agg(page), '[]')::text as json, count(*)::int as count from ${source} as page`,
    values,
  );
  return rows[0] ?? { json: "[]", count: 0 };
}

/** @throws RestError PGRST205 for the table, PGRST204 for a column to write, 42703 for one to read. */
async function checkNames(
  client: PoolClient,
  table: string,
  query: TableQuery,
  written: string[] = [],
): Promise<void> {
  const columns = await findColumns(client, table);
  if (columns === undefined) {
    throw new RestError(
      404,
      "PGRST205",
      `Could not find the table 'public.${table}' in the schema cache`,
    );
  }
  const stray = written.find((name) => !columns.has(name));
  if (stray !== undefined) {
    throw new RestError(
      400,
      "PGRST204",
      `Could not find the '${stray}' column of '${table}' in the schema cache`,
    );
  }
  const read = [...query.select, ...query.filters, ...query.order].map(({ column }) => column);
  const unknown = read.find((name) => name !== "*" && !columns.has(name));
  if (unknown !== undefined) {
    throw new RestError(400, "42703", `column ${table}.${unknown} does not exist`);
  }
}

function nameOf(table: string): string {
  return `public.${escapeIdentifier(table)}`;
}

function toOutput({ select }: TableQuery): string {
  return select
    .map(({ column, alias }) =>
      column === "*" ? "*" : `${escapeIdentifier(column)} as ${escapeIdentifier(alias)}`,
    )
    .join(", ");
}

function toWhere({ filters }: TableQuery, values: unknown[]): string {
  if (filters.length === 0) return "";
  return ` where ${filters.map((filter) => toCondition(filter, values)).join(" and ")}`;
}

function requireWhere(verb: string, where: string): string {
  if (where === "") throw new RestError(400, "21000", `${verb} requires a WHERE clause`);
  return where;
}

function parseRows(body: string): { array: string; keys: string[] } {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    throw new RestError(400, "PGRST102", "Empty or invalid json");
  }
  const rows: unknown[] = Array.isArray(parsed) ? parsed : [parsed];
  if (!rows.every(isRecord)) throw new RestError(400, "PGRST102", "Rows must be objects");
  return {
    array: Array.isArray(parsed) ? body : `[${body}]`,
    keys: Object.keys(rows[0] ?? {}),
  };
}
