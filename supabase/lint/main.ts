/** `npm run lint:sql`: migrates a database that is thrown away afterwards, and looks at what has come of it. */
import { chmod, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { Client } from "pg";
import { prepareDatabase } from "../local/migrate.ts";
import { startPostgres } from "../local/postgres.ts";
import { runChecks } from "./checks.ts";
import { isOurs, runPublished } from "./published.ts";

const USAGE = `Usage: npm run lint:sql -- [--file FILE]...

  --file FILE  also run the SQL of Supabase's published linter, from this file
  --help       show this
`;

const say = (line: string): boolean => process.stdout.write(`${line}\n`);

const readOptions = () => {
  const options = {
    file: { type: "string", multiple: true },
    help: { type: "boolean" },
  } as const;
  try {
    return parseArgs({ options }).values;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
    return undefined;
  }
};

/** Gives the number of findings that our migrations have to answer for. */
const lint = async (client: Client, published: readonly string[]): Promise<number> => {
  const findings = await runChecks(client);
  for (const { name, place } of findings) say(`${place}: ${name}`);
  let count = findings.length;
  for (const sql of published) {
    const all = await runPublished(client, sql);
    for (const one of all)
      say(`${isOurs(one) ? "" : "(not counted) "}${one.level} ${one.name}: ${one.detail}`);
    count += all.filter(isOurs).length;
  }
  return count;
};

const run = async (files: readonly string[]): Promise<number> => {
  const published = await Promise.all(files.map((file) => readFile(file, "utf8")));
  const dataDir = await mkdtemp(join(tmpdir(), "athro-lint-"));
  // mkdtemp closes it to others; as root, PostgreSQL runs as another user.
  await chmod(dataDir, 0o711);
  try {
    const postgres = await startPostgres({ dataDir, durable: false });
    try {
      await prepareDatabase(postgres.url);
      const client = new Client({ connectionString: postgres.url });
      await client.connect();
      try {
        return await lint(client, published);
      } finally {
        await client.end();
      }
    } finally {
      await postgres.stop();
    }
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
};

const options = readOptions();
if (options === undefined) process.exitCode = 2;
else if (options.help) process.stdout.write(USAGE);
else {
  try {
    const count = await run(options.file ?? []);
    say(count === 0 ? "Nothing found." : `${count} found.`);
    if (count > 0) process.exitCode = 1;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}
