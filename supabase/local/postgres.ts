/** PostgreSQL 17 from npm, as a child process on a free port of 127.0.0.1. */
import { join } from "node:path";
import { claimDataDir } from "./data-dir.ts";
import { createCluster } from "./postgres/cluster.ts";
import { findPostgresOwner } from "./postgres/owner.ts";
import { runPostgres, stopLeftover } from "./postgres/process.ts";
import { findPostgresPrograms } from "./postgres/programs.ts";
import { readSecret } from "./secrets.ts";

export interface PostgresOptions {
  /** Holds the cluster, in `postgres`, and its password. Made where missing. */
  dataDir: string;
  /** False gives up crash safety for speed: for tests, whose data no one needs afterwards. */
  durable: boolean;
}

export interface RunningPostgres {
  /** Of the database `postgres`, as the role `postgres`: no superuser, as on hosted Supabase. */
  url: string;
  /** Settles once PostgreSQL has ended; with an Error if nobody had asked for it. */
  ended: Promise<Error | undefined>;
  /** Ends PostgreSQL, disconnecting whoever is left, and frees the directory. A second call waits for the first. */
  stop(): Promise<void>;
}

/**
 * Starts the cluster in `dataDir`, and makes it first where there is none. PostgreSQL ends with this process, however this
 * process ends.
 *
 * @throws StartupError when the directory cannot be written or is in use, or PostgreSQL does not start.
 */
export async function startPostgres({
  dataDir,
  durable,
}: PostgresOptions): Promise<RunningPostgres> {
  const programs = await findPostgresPrograms();
  const claim = await claimDataDir(dataDir);
  try {
    const cluster = join(claim.path, "postgres");
    const owner = await findPostgresOwner([programs.postgres, cluster]);
    const password = await readSecret(claim.path, "database-password", 24);
    await createCluster({ cluster, programs, owner, password, durable });
    await stopLeftover({ cluster, programs, owner });
    const child = await runPostgres({ cluster, programs, owner, durable });
    const stop = async () => {
      await child.stop();
      await claim.release();
    };
    let stopping: Promise<void> | undefined;
    return {
      url: `postgresql://postgres:${password}@127.0.0.1:${child.port}/postgres`,
      ended: child.ended,
      stop: () => (stopping ??= stop()),
    };
  } catch (error) {
    await claim.release();
    throw error;
  }
}
