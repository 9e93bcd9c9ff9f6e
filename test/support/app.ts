/** The app as `npm start` serves it: the same command, with a data directory of its own and a free port. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";

/** Another build than `dist`, where one is to be tested before it takes its place. */
export const BUILD = process.env.ATHRO_TEST_APP ?? "dist";

const ROOT = new URL("../..", import.meta.url).pathname;

export interface App {
  url: string;
  /** The link in the latest letter to an address, which the local backend prints; waits for one. */
  linkTo(email: string): Promise<string>;
  /** Runs SQL in its database, as whoever runs the server may. */
  sql(statement: string): Promise<void>;
  /** Ends the server and keeps its data; `start` brings it back at the same address. */
  halt(signal?: NodeJS.Signals): Promise<void>;
  start(): Promise<void>;
  /** Ends the server and removes its data. */
  stop(): Promise<void>;
}

/** `build` is the built app's directory. */
export const startApp = async (
  env: Record<string, string> = {},
  build: string = BUILD,
): Promise<App> => {
  const dir = await mkdtemp(join(tmpdir(), "athro-app-"));
  // mkdtemp closes it to others; as root, PostgreSQL runs as another user.
  await chmod(dir, 0o711);
  let child: ChildProcess | null = null;
  let url = "";
  let printed = "";

  const start = async (): Promise<void> => {
    const port = url === "" ? "0" : new URL(url).port;
    const started = spawn(
      process.execPath,
      [
        "--import",
        "tsx",
        "supabase/local/main.ts",
        "--port",
        port,
        "--data",
        join(dir, "data"),
        "--app",
        build,
      ],
      { cwd: ROOT, env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"] },
    );
    child = started;
    url = await new Promise<string>((resolve, reject) => {
      const read = (chunk: Buffer): void => {
        printed += chunk.toString();
        const address = /https?:\/\/localhost:\d+/.exec(printed)?.[0];
        if (address) resolve(address);
      };
      started.stdout?.on("data", read);
      started.stderr?.on("data", read);
      started.once("exit", (code) =>
        reject(new Error(`the server ended with ${code} before it was ready:\n${printed}`)),
      );
    });
  };

  const halt = async (signal: NodeJS.Signals = "SIGTERM"): Promise<void> => {
    const running = child;
    child = null;
    if (!running || running.exitCode !== null) return;
    const exited = once(running, "exit");
    running.kill(signal);
    await exited;
  };

  const linkTo = async (email: string): Promise<string> => {
    const lines = () => printed.split("\n").filter((line) => line.startsWith(`Mail to ${email}: `));
    for (let tries = 0; tries < 100 && lines().length === 0; tries += 1)
      await new Promise((resolve) => setTimeout(resolve, 100));
    const link = /https?:\S+/.exec(lines().at(-1) ?? "")?.[0];
    if (link === undefined) throw new Error(`no letter to ${email}`);
    return link;
  };

  await start();
  return {
    sql: (statement) => runIn(join(dir, "data"), statement),
    linkTo,
    get url() {
      return url;
    },
    start,
    halt,
    stop: async () => {
      await halt();
      await rm(dir, { recursive: true, force: true });
    },
  };
};

/** In the database of a running server's data directory. */
const runIn = async (data: string, statement: string): Promise<void> => {
  const pid = await readFile(join(data, "postgres", "postmaster.pid"), "utf8");
  const client = new Client({
    host: "127.0.0.1",
    // PostgreSQL notes it there, in the fourth line.
    port: Number(pid.split("\n")[3]),
    user: "postgres",
    password: await readFile(join(data, "database-password"), "utf8"),
    database: "postgres",
  });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
};
