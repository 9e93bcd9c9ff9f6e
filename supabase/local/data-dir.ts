/**
 * The data directory holds everything that outlives a run: the cluster, the database's password, the JWT secret. One backend
 * at a time may use it.
 */
import { randomBytes } from "node:crypto";
import { link, mkdir, readFile, realpath, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { isAlive, startOf } from "./processes.ts";
import { StartupError } from "./startup-error.ts";

const LOCK_NAME = "athro.lock";

export interface DataDir {
  /** Absolute. */
  path: string;
  /** Lets the next backend in. Never throws. */
  release(): Promise<void>;
}

/**
 * Makes the directory where needed and takes its lock. A lock whose process has ended is taken over.
 *
 * @throws StartupError when the directory cannot be written, or another backend uses it.
 */
export async function claimDataDir(dir: string): Promise<DataDir> {
  const path = await makeDir(resolve(dir));
  const lock = join(path, LOCK_NAME);
  const mine = `${process.pid} ${(await startOf(process.pid)) ?? "-"} ${randomBytes(8).toString("hex")}\n`;
  const draft = join(path, `${LOCK_NAME}.${randomBytes(8).toString("hex")}`);
  try {
    await writeFile(draft, mine, { mode: 0o600 });
  } catch (error) {
    throw cannotWrite(path, error);
  }
  try {
    await takeLock(path, lock, draft);
  } finally {
    await rm(draft, { force: true });
  }
  return {
    path,
    release: async () => {
      const content = await readFile(lock, "utf8").catch(() => "");
      if (content === mine) await rm(lock, { force: true }).catch(() => undefined);
    },
  };
}

/** The directory's true path: two names of it have one lock. */
async function makeDir(path: string): Promise<string> {
  try {
    // As root, PostgreSQL runs as another user, who has to pass through here; the files inside have modes of their own.
    await mkdir(path, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
    return await realpath(path);
  } catch (error) {
    throw cannotWrite(path, error);
  }
}

async function takeLock(path: string, lock: string, draft: string): Promise<void> {
  for (let attempt = 0; attempt < 5; attempt++) {
    // A hard link is the one creation that is atomic and comes with its content.
    if (await linkIfAbsent(draft, lock)) return;
    const holder = await readFile(lock, "utf8").catch(() => "");
    if (holder === "") continue;
    if (await isHeld(holder)) {
      throw new StartupError(
        `The data directory ${path} is in use by another running Athro (process ${pidOf(holder)}).`,
      );
    }
    await setAside(lock, holder, `${draft}.stale`);
  }
  throw new StartupError(`The data directory ${path} is in use by another Athro that is starting.`);
}

/** Removes the lock if it still is the stale one that was read; one that a rival has just taken is put back. */
async function setAside(lock: string, stale: string, aside: string): Promise<void> {
  try {
    await rename(lock, aside);
  } catch {
    return;
  }
  if ((await readFile(aside, "utf8")) !== stale) await linkIfAbsent(aside, lock);
  await rm(aside, { force: true });
}

async function linkIfAbsent(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw cannotWrite(dirname(to), error);
  }
}

/** The start time tells a holder from an unrelated process that got its number later. */
async function isHeld(content: string): Promise<boolean> {
  const pid = pidOf(content);
  if (!isAlive(pid)) return false;
  const start = content.split(" ")[1];
  const present = await startOf(pid);
  return present === undefined || start === "-" || start === present;
}

function pidOf(content: string): number {
  return Number.parseInt(content, 10);
}

/** The system's code, such as EACCES. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string"
    ? error.code
    : undefined;
}

/** @param error why writing failed. */
export function cannotWrite(path: string, error: unknown): StartupError {
  const code = codeOf(error);
  const reason = (code && REASONS[code]) ?? code ?? String(error);
  return new StartupError(
    `Cannot write to the data directory ${path} (${reason}): choose another with --data.`,
  );
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  EEXIST: "a file of this name is in the way",
  ENOSPC: "the disk is full",
  ENOTDIR: "a part of the path is a file",
  EROFS: "it is read-only",
};
