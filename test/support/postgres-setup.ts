/** One cluster for a whole run of tests, with a template to clone databases from (`freshDatabase`). */
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import type { TestProject } from "vitest/node";
import { prepareDatabase } from "../../supabase/local/migrate.ts";
import { startPostgres } from "../../supabase/local/postgres.ts";

const TEMPLATE = "athro_template";

export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const dir = await mkdtemp(join(tmpdir(), "athro-test-"));
  // mkdtemp closes it to others; as root, PostgreSQL runs as another user.
  await chmod(dir, 0o711);
  const postgres = await startPostgres({ dataDir: dir, durable: false });
  const tearDown = async () => {
    await postgres.stop();
    await rm(dir, { recursive: true, force: true });
  };
  try {
    await createTemplate(postgres.url);
  } catch (error) {
    await tearDown();
    throw error;
  }
  project.provide("cluster", { url: postgres.url, template: TEMPLATE });
  return tearDown;
}

async function createTemplate(url: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(`create database ${TEMPLATE}`);
    const template = new URL(url);
    template.pathname = `/${TEMPLATE}`;
    await prepareDatabase(template.href);
  } finally {
    await client.end();
  }
}
