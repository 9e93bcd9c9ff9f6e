import type { Pool } from "pg";

/** Makes the server's clock of one database settable: it runs on from wherever `advance` puts it. */
export const holdServerTime = async (
  pool: Pool,
): Promise<{ advance(days: number): Promise<void> }> => {
  await pool.query(`
    create table athro.test_time (ahead interval not null);
    insert into athro.test_time values ('0');
    create or replace function athro.now() returns timestamptz
    language sql volatile
    set search_path = ''
    as $$ select pg_catalog.clock_timestamp() + t.ahead from athro.test_time t $$;
  `);
  return {
    advance: async (days) => {
      await pool.query(
        "update athro.test_time set ahead = ahead + make_interval(secs => 86400 * $1::float8)",
        [days],
      );
    },
  };
};
