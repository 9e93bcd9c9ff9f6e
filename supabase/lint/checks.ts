/** What must hold of every schema that the migrations make, asked of the catalogue. */
import type { ClientBase } from "pg";

export interface Finding {
  /** Of the check. */
  name: string;
  /** The table, function or policy that it is about. */
  place: string;
}

/** In `athro` are the server's own tables and functions, in `public` what the API shows. */
const ours = "('public', 'athro')";
const table = "format('%s.%s', n.nspname, c.relname)";
const tables = `pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace and n.nspname in ${ours}`;
const functions = `pg_catalog.pg_proc p join pg_catalog.pg_namespace n on n.oid = p.pronamespace and n.nspname in ${ours}`;
// Extensions bring none of them, so every policy there is comes from a migration, whatever its table's schema.
const policies = `pg_catalog.pg_policy p join pg_catalog.pg_class c on c.oid = p.polrelid
  join pg_catalog.pg_namespace n on n.oid = c.relnamespace
  cross join lateral (
    select concat(pg_get_expr(p.polqual, p.polrelid), ' ', pg_get_expr(p.polwithcheck, p.polrelid)) as text
  ) rule`;
const policy = `format('%s on %s.%s', p.polname, n.nspname, c.relname)`;
/** What a device whose session has ended may ask; it tells nothing but that an account was deleted, to whoever has its id. */
const forVisitors = "array['account_state']";
const apiRole = "(values ('anon'), ('authenticated')) as r (role)";

/** By what is wrong: a query for the places where it is so. */
export const CHECKS: Readonly<Record<string, string>> = {
  "a foreign key whose columns begin no index": `
    select format('%s: %s', k.conrelid::regclass, k.conname) as place
    from pg_catalog.pg_constraint k join ${tables} on c.oid = k.conrelid
    where k.contype = 'f' and not exists (
      select from pg_catalog.pg_index i
      where i.indrelid = k.conrelid and i.indisvalid and i.indpred is null
        and (i.indkey::int2[])[0:cardinality(k.conkey) - 1] @> k.conkey
    )`,
  "a foreign key to a column of auth that is no primary key": `
    select format('%s: %s', k.conrelid::regclass, k.conname) as place
    from pg_catalog.pg_constraint k join ${tables} on c.oid = k.conrelid
    join pg_catalog.pg_class target on target.oid = k.confrelid
    join pg_catalog.pg_constraint key on key.conrelid = target.oid and key.contype = 'p'
    where k.contype = 'f' and target.relnamespace = 'auth'::regnamespace and k.confkey <> key.conkey`,
  "a table without a primary key": `
    select ${table} as place from ${tables}
    where c.relkind in ('r', 'p') and not exists (
      select from pg_catalog.pg_constraint k where k.conrelid = c.oid and k.contype = 'p'
    )`,
  "a table without a comment": `
    select ${table} as place from ${tables}
    where c.relkind in ('r', 'p') and obj_description(c.oid, 'pg_class') is null`,
  "two indexes that are the same": `
    select ${table} as place from ${tables} join pg_catalog.pg_index i on i.indrelid = c.oid
    group by n.nspname, c.relname, regexp_replace(pg_get_indexdef(i.indexrelid), ' INDEX \\S+ ', ' ')
    having count(*) > 1`,
  "a table of the API without row level security": `
    select ${table} as place from ${tables}
    where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relrowsecurity`,
  "a table with row level security and no policy": `
    select ${table} as place from ${tables}
    where c.relrowsecurity and not exists (select from pg_catalog.pg_policy p where p.polrelid = c.oid)`,
  "a policy on a table without row level security": `
    select ${policy} as place from ${policies} where not c.relrowsecurity`,
  "two permissive policies for one role and operation": `
    select format('%s.%s %s %s', n.nspname, c.relname, role, operation) as place
    from ${policies}
    join ${apiRole} on p.polroles && array[0::oid, r.role::regrole::oid]
    cross join unnest(case p.polcmd when '*' then array['r', 'a', 'w', 'd'] else array[p.polcmd::text] end) as operation
    where p.polpermissive
    group by n.nspname, c.relname, role, operation having count(*) > 1`,
  "a policy that asks for each row who the caller is": `
    select ${policy} as place from ${policies}
    where regexp_replace(rule.text, 'SELECT (auth|realtime)\\.\\w+\\(\\)', '', 'gi') ~ '(auth\\.\\w+|realtime\\.topic|current_setting)\\('`,
  "a policy that lets anyone write": `
    select ${policy} as place from ${policies}
    where p.polcmd <> 'r' and p.polpermissive
      and 'true' in (pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid))`,
  "a policy that trusts what users write about themselves": `
    select ${policy} as place from ${policies} where rule.text ~ 'user_metadata'`,
  "a function whose search_path is not empty": `
    select p.oid::regprocedure::text as place from ${functions}
    where not coalesce(p.proconfig, '{}') @> array['search_path=""']`,
  "a function of the API that runs as its owner": `
    select p.oid::regprocedure::text as place from ${functions}
    where n.nspname = 'public' and p.prosecdef
      and exists (select from ${apiRole} where has_function_privilege(r.role, p.oid, 'execute'))`,
  "a function that callers without an account can run": `
    select p.oid::regprocedure::text as place from ${functions}
    where has_function_privilege('anon', p.oid, 'execute') and p.proname <> all (${forVisitors})`,
  "a view that reads as its owner": `
    select ${table} as place from ${tables}
    where c.relkind = 'v' and not coalesce(c.reloptions, '{}') && array['security_invoker=true', 'security_invoker=on']`,
  "a materialised view or foreign table in the API": `
    select ${table} as place from ${tables} where n.nspname = 'public' and c.relkind in ('m', 'f')`,
  "a table that clients can write": `
    select format('%s: %s', ${table}, r.role) as place from ${tables} cross join ${apiRole}
    where c.relkind in ('r', 'p', 'v', 'f')
      and has_table_privilege(r.role, c.oid, 'insert, update, delete, truncate')`,
  "a column whose type an upgrade of the server cannot carry over": `
    select format('%s.%s', ${table}, a.attname) as place from ${tables}
    join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where a.atttypid in (
      'regcollation'::regtype, 'regconfig'::regtype, 'regdictionary'::regtype, 'regnamespace'::regtype, 'regoper'::regtype,
      'regoperator'::regtype, 'regproc'::regtype, 'regprocedure'::regtype
    )`,
  "an extension in public": `
    select e.extname as place from pg_catalog.pg_extension e where e.extnamespace = 'public'::regnamespace`,
};

export const runChecks = async (client: ClientBase): Promise<Finding[]> => {
  const findings: Finding[] = [];
  for (const [name, sql] of Object.entries(CHECKS)) {
    const { rows } = await client.query<{ place: string }>(`${sql} order by place`);
    findings.push(...rows.map(({ place }) => ({ name, place })));
  }
  return findings;
};
