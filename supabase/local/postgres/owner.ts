/**
 * Who runs PostgreSQL. It refuses to run as root, so root (a container, mostly) hands it to the user `postgres`, who is made
 * where missing.
 */
import { execFile } from "node:child_process";
import { chown, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { promisify } from "node:util";
import { StartupError } from "../startup-error.ts";

const run = promisify(execFile);

export interface PostgresOwner {
  /** Gives a file or a directory to the owner. */
  give(path: string): Promise<void>;
  /** Ids to spawn with; empty when PostgreSQL runs as the present user. */
  ids: { uid?: number; gid?: number };
  /** What must precede a command line so that the owner can reach its program and directory. */
  prefix: string[];
}

/**
 * @param paths what the owner has to reach: the programs and the data directory.
 * @throws StartupError when the user is missing and cannot be made, or cannot reach a path.
 */
export async function findPostgresOwner(paths: string[]): Promise<PostgresOwner> {
  if (process.getuid?.() !== 0) return { ids: {}, prefix: [], give: async () => undefined };
  const { uid, gid } = (await lookUpPostgres()) ?? (await createPostgres());
  const give = (path: string) => chown(path, uid, gid);
  for (const path of paths) {
    const barred = await firstClosedParent(path);
    if (barred !== undefined) return { ids: {}, prefix: await passThrough(uid, gid, barred), give };
  }
  return { ids: { uid, gid }, prefix: [], give };
}

async function lookUpPostgres(): Promise<{ uid: number; gid: number } | undefined> {
  try {
    const [uid, gid] = await Promise.all([
      run("id", ["-u", "postgres"]),
      run("id", ["-g", "postgres"]),
    ]);
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    return undefined;
  }
}

async function createPostgres(): Promise<{ uid: number; gid: number }> {
  try {
    await run("useradd", ["--system", "--user-group", "--no-create-home", "postgres"]);
  } catch {
    // Reported below: without the user there is nothing to run as.
  }
  const made = await lookUpPostgres();
  if (made === undefined) {
    throw new StartupError(
      "PostgreSQL does not run as root, and the user postgres could not be made: start Athro as an ordinary user.",
    );
  }
  return made;
}

async function firstClosedParent(path: string): Promise<string | undefined> {
  for (let at = dirname(path); ; at = dirname(at)) {
    const { mode } = await stat(at);
    if ((mode & 0o001) === 0) return at;
    if (at === dirname(at)) return undefined;
  }
}

/** A checkout in root's home is closed to `postgres`: keep the one capability that opens doors, and drop all else. */
async function passThrough(uid: number, gid: number, barred: string): Promise<string[]> {
  const prefix = [
    "setpriv",
    `--reuid=${uid}`,
    `--regid=${gid}`,
    "--clear-groups",
    // Without it, access(2), which initdb asks, would not count the capability.
    "--securebits=+no_setuid_fixup",
    "--inh-caps=-all,+dac_override",
    "--ambient-caps=+dac_override",
    "--",
  ];
  try {
    const [command = "", ...args] = prefix;
    await run(command, [...args, "true"]);
    return prefix;
  } catch {
    throw new StartupError(
      `PostgreSQL does not run as root, and the user postgres may not enter ${barred}: start Athro as an ordinary user, or move it.`,
    );
  }
}
