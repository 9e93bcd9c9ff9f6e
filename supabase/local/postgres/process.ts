/** The PostgreSQL server as a child: its start, its end, and what an earlier one may have left behind. */
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { readFile, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { promisify } from "node:util";
import type { PostgresOwner } from "./owner.ts";
import type { PostgresPrograms } from "./programs.ts";
import { commandOf, isAlive } from "../processes.ts";
import { StartupError } from "../startup-error.ts";

const START_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 10_000;
const START_ATTEMPTS = 5;
const LOG_KEPT_CHARS = 4_000;

/**
 * The program takes the shell's place, and a watcher beside it waits for the end of the standard input, which the system
 * closes with our process, even a killed one. SIGINT is PostgreSQL's fast, clean shutdown.
 */
const WATCHED =
  'exec 3<&0; (cat <&3 >/dev/null 2>&1; kill -INT $$) >/dev/null 2>&1 & exec 3<&-; exec "$@" </dev/null';

export interface PostgresChild {
  port: number;
  ended: Promise<Error | undefined>;
  stop(): Promise<void>;
}

interface Place {
  cluster: string;
  programs: PostgresPrograms;
  owner: PostgresOwner;
}

/** @throws StartupError with PostgreSQL's own words when it does not come up. */
export async function runPostgres(place: Place & { durable: boolean }): Promise<PostgresChild> {
  for (let attempt = 1; ; attempt++) {
    const port = await findFreePort();
    const outcome = await attemptStart(place, port);
    if (typeof outcome !== "string") return { port, ...outcome };
    // Someone else may take the port between the look and the start.
    if (attempt < START_ATTEMPTS && outcome.includes("could not create any TCP/IP sockets"))
      continue;
    throw new StartupError(`PostgreSQL did not start: ${outcome}`);
  }
}

async function attemptStart(
  { cluster, programs, owner, durable }: Place & { durable: boolean },
  port: number,
): Promise<Omit<PostgresChild, "port"> | string> {
  const settings = { ...SETTINGS, port: String(port), ...(durable ? {} : FRAGILE_SETTINGS) };
  const args = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const program = [...owner.prefix, programs.postgres, "-D", cluster, ...args];
  const watched = process.platform === "win32" ? program : ["sh", "-c", WATCHED, "sh", ...program];
  const [command = "", ...rest] = watched;
  const child = spawn(command, rest, {
    ...owner.ids,
    cwd: "/",
    env: { ...process.env, LC_ALL: "C" },
    stdio: ["pipe", "ignore", "pipe"],
    // Out of reach of the terminal's Ctrl-C: the backend stops it when its own requests are done.
    detached: process.platform !== "win32",
  });
  let log = "";
  let stopping = false;
  const ended = new Promise<Error | undefined>((resolve) => {
    child.once("error", resolve);
    child.once("exit", (code, signal) => {
      child.stdin?.destroy();
      resolve(
        stopping
          ? undefined
          : new Error(`PostgreSQL ended by itself (${signal ?? code}): ${log.trim()}`),
      );
    });
  });
  child.stdin?.on("error", () => undefined);
  const ready = new Promise<"ready">((resolve) => {
    child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      log = (log + text).slice(-LOG_KEPT_CHARS);
      if (log.includes("ready to accept connections")) resolve("ready");
    });
  });
  const stop = () => {
    stopping = true;
    return endChild(child, ended, { cluster, programs, owner });
  };
  const timeout = after(START_TIMEOUT_MS, "timeout" as const);
  const first = await Promise.race([ready, ended, timeout.promise]);
  timeout.cancel();
  if (first === "ready") return { ended, stop };
  await stop();
  return log.trim() || (first === "timeout" ? "it gave no sign of life" : String(first?.message));
}

async function endChild(child: ChildProcess, ended: Promise<unknown>, place: Place): Promise<void> {
  if (process.platform === "win32") await askToStop(place).catch(() => undefined);
  child.stdin?.end();
  const timeout = after(STOP_TIMEOUT_MS, "timeout" as const);
  if ((await Promise.race([ended, timeout.promise])) === "timeout") {
    // Immediate shutdown: what was committed is replayed from the log at the next start.
    child.kill("SIGQUIT");
    await ended;
  }
  timeout.cancel();
}

/**
 * With the directory's lock held, a server that still runs in it was left by a backend that crashed, and is ended. A
 * postmaster.pid that names a process of another kind (numbers are used again, most of all in containers) is removed, as
 * PostgreSQL itself would refuse to.
 */
export async function stopLeftover(place: Place): Promise<void> {
  const pidFile = join(place.cluster, "postmaster.pid");
  const pid = Number.parseInt(await readFile(pidFile, "utf8").catch(() => ""), 10);
  if (!isAlive(pid)) return;
  const command = await commandOf(pid);
  if (command !== undefined && !command.includes("postgres")) return rm(pidFile, { force: true });
  try {
    await askToStop(place);
  } catch {
    if (isAlive(pid)) {
      throw new StartupError(`${place.cluster} is in use by another PostgreSQL (process ${pid}).`);
    }
  }
}

function askToStop({ cluster, programs, owner }: Place): Promise<unknown> {
  const [command = "", ...args] = [...owner.prefix, programs.pgCtl];
  return promisify(execFile)(
    command,
    [...args, "stop", "-D", cluster, "-m", "fast", "-w", "-t", "10"],
    {
      ...owner.ids,
      cwd: "/",
    },
  );
}

function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => {
        if (address !== null && typeof address === "object") resolve(address.port);
        else reject(new Error("no port was given"));
      });
    });
  });
}

function after<T>(ms: number, value: T): { promise: Promise<T>; cancel(): void } {
  let timer: NodeJS.Timeout | undefined;
  const promise = new Promise<T>((resolve) => {
    timer = setTimeout(resolve, ms, value);
  });
  return { promise, cancel: () => clearTimeout(timer) };
}

const SETTINGS = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  lc_messages: "C",
  timezone: "UTC",
  log_timezone: "UTC",
  // LOG ranks above ERROR here: the word of readiness, and no line for each statement that fails.
  log_min_messages: "log",
  log_checkpoints: "off",
  max_connections: "100",
  shared_buffers: "32MB",
  huge_pages: "off",
  jit: "off",
  // Nothing replicates from it.
  wal_level: "minimal",
  max_wal_senders: "0",
};

const FRAGILE_SETTINGS = {
  fsync: "off",
  full_page_writes: "off",
  synchronous_commit: "off",
};
