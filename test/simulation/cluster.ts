/** A PostgreSQL cluster of its own, for runs outside the test runner. */
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { prepareDatabase } from "../../supabase/local/migrate.ts";
import { startPostgres } from "../../supabase/local/postgres.ts";

export interface Cluster {
  /** Makes a database with every migration applied; its URL. */
  newDatabase(): Promise<string>;
  stop(): Promise<void>;
}

export const startCluster = async (): Promise<Cluster> => {
  const dir = await mkdtemp(join(tmpdir(), "athro-simulation-"));
  // mkdtemp closes it to others; as root, PostgreSQL runs as another user.
  await chmod(dir, 0o711);
  const postgres = await startPostgres({ dataDir: dir, durable: false });
  let databases = 0;
  return {
    newDatabase: async () => {
      const name = `simulation_${databases}`;
      databases += 1;
      const admin = new Client({ connectionString: postgres.url });
      await admin.connect();
      await admin.query(`create database ${name}`);
      await admin.end();
      const url = new URL(postgres.url);
      url.pathname = `/${name}`;
      await prepareDatabase(url.href);
      return url.href;
    },
    stop: async () => {
      await postgres.stop();
      await rm(dir, { recursive: true, force: true });
    },
  };
};
