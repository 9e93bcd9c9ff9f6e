/** The database linter that Supabase publishes, run from a file of the caller's. */
import type { ClientBase, QueryResult } from "pg";

export interface PublishedFinding {
  name: string;
  level: string;
  detail: string;
  /** Null where it is about no schema. */
  schema: string | null;
}

/** What hosted Supabase brings; of these schemas only the policies come from our migrations. */
const PLATFORM = new Set([
  "auth",
  "cron",
  "extensions",
  "graphql",
  "graphql_public",
  "net",
  "pgbouncer",
  "realtime",
  "storage",
  "supabase_functions",
  "supabase_migrations",
  "vault",
]);
/** They read statistics of use, which a new database has none of. */
const STATISTICAL = new Set(["unused_index", "table_bloat"]);

/** As PostgREST is set up: `schemas` of config.toml. */
const EXPOSED = "public";

/**
 * @param sql the published text: statements of which one answers with name, level, detail and metadata.
 * @throws an Error if none does.
 */
export const runPublished = async (
  client: ClientBase,
  sql: string,
): Promise<PublishedFinding[]> => {
  await client.query("begin read only");
  try {
    await client.query("select set_config('pgrst.db_schemas', $1, true)", [EXPOSED]);
    // Several statements give several results, which the types of pg do not tell.
    const results: unknown = await client.query(sql);
    const answer = [results]
      .flat()
      .filter(isResult)
      .find(({ fields }) =>
        ["name", "level", "detail", "metadata"].every((wanted) =>
          fields.some(({ name }) => name === wanted),
        ),
      );
    if (answer === undefined) throw new Error("no statement answers with findings");
    return answer.rows.map((row) => ({
      name: String(row["name"]),
      level: String(row["level"]),
      detail: String(row["detail"]).replaceAll("\\`", "`"),
      schema: schemaOf(row["metadata"]),
    }));
  } finally {
    await client.query("rollback");
  }
};

/** Whether a migration of ours has to answer for it. */
export const isOurs = ({ name, schema }: PublishedFinding): boolean =>
  !STATISTICAL.has(name) && schema !== null && (!PLATFORM.has(schema) || /polic|rls/.test(name));

const isResult = (value: unknown): value is QueryResult<Record<string, unknown>> =>
  typeof value === "object" && value !== null && "fields" in value && "rows" in value;

const schemaOf = (metadata: unknown): string | null =>
  typeof metadata === "object" && metadata !== null && "schema" in metadata
    ? String(metadata.schema)
    : null;
