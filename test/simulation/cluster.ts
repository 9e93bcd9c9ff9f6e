/** A PostgreSQL cluster of its own, for runs outside the test runner. */
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { prepareDatabase } from "../../supabase/local/migrate.ts";
import { startPostgres } from "../../supabase/local/postgres.ts";
import { Server } from "./server.ts";

export interface Cluster {
  /** A server with a database of its own. */
  open(): Promise<Server>;
  stop(): Promise<void>;
}

export const startCluster = async (): Promise<Cluster> => {
  const dir = await mkdtemp(join(tmpdir(), "athro-simulation-"));
  // mkdtemp closes it to others; as root, PostgreSQL runs as another user.
  await chmod(dir, 0o711);
  const postgres = await startPostgres({ dataDir: dir, durable: false });
  const clients: Client[] = [];
  const connect = async (database: string): Promise<Client> => {
    const url = new URL(postgres.url);
    url.pathname = `/${database}`;
    const client = new Client({ connectionString: url.href });
    client.on("error", () => undefined);
    await client.connect();
    clients.push(client);
    return client;
  };
  return {
    open: async () => {
      const name = `simulation_${clients.length}`;
      const admin = await connect("postgres");
      await admin.query(`create database ${name}`);
      const url = new URL(postgres.url);
      url.pathname = `/${name}`;
      await prepareDatabase(url.href);
      const client = await connect(name);
      await Server.prepare(client);
      return new Server(client);
    },
    stop: async () => {
      await Promise.all(clients.map((client) => client.end()));
      await postgres.stop();
      await rm(dir, { recursive: true, force: true });
    },
  };
};
