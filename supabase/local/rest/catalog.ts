/** What schema public has, asked of PostgreSQL each time: migrations and tests change it under the running backend. */
import type { PoolClient } from "pg";

export interface FunctionArgument {
  name: string;
  /** As SQL spells it. */
  type: string;
  optional: boolean;
}

export interface DatabaseFunction {
  args: FunctionArgument[];
  returnsSet: boolean;
  returnsVoid: boolean;
}

/** Every function of the name: the caller's right to execute it is PostgreSQL's own to refuse. */
export async function findFunctions(client: PoolClient, name: string): Promise<DatabaseFunction[]> {
  const { rows } = await client.query<{
    names: string[] | null;
    types: string[];
    defaults: number;
    returns_set: boolean;
    returns_void: boolean;
  }>({
    name: "find-functions",
    text: `
      select case when p.proargmodes is null then p.proargnames
                  else array(select a.name
                             from unnest(p.proargnames, p.proargmodes) with ordinality as a(name, mode, position)
                             where a.mode in ('i', 'b') order by a.position)
             end::text[] as names,
             array(select format_type(t.oid, null)
                   from unnest(p.proargtypes::oid[]) with ordinality as a(oid, position)
                   join pg_catalog.pg_type t on t.oid = a.oid order by position)::text[] as types,
             p.pronargdefaults::int as defaults,
             p.proretset as returns_set,
             p.prorettype = 'pg_catalog.void'::regtype as returns_void
      from pg_catalog.pg_proc p
      where p.pronamespace = 'public'::regnamespace and p.proname = $1
        and p.prokind = 'f' and p.prorettype <> 'pg_catalog.trigger'::regtype
        and p.provariadic = 0`,
    values: [name],
  });
  return rows.map((row) => ({
    args: row.types.map((type, i) => ({
      name: row.names?.[i] ?? "",
      type,
      optional: i >= row.types.length - row.defaults,
    })),
    returnsSet: row.returns_set,
    returnsVoid: row.returns_void,
  }));
}

/** The columns of a table or view, or undefined if there is none of the name. */
export async function findColumns(
  client: PoolClient,
  table: string,
): Promise<Set<string> | undefined> {
  const { rows } = await client.query<{ columns: string[] }>({
    name: "find-columns",
    text: `
      select array(select a.attname from pg_catalog.pg_attribute a
                   where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped)::text[] as columns
      from pg_catalog.pg_class c
      where c.relnamespace = 'public'::regnamespace and c.relname = $1
        and c.relkind in ('r', 'p', 'v', 'm', 'f')`,
    values: [table],
  });
  return rows[0] && new Set(rows[0].columns);
}
