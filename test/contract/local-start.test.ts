/** `npm start` from the outside: its words, its exit codes, and what it leaves behind. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, readdir, rm, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { PUBLISHABLE_KEY } from "../../supabase/local/publishable-key.ts";
import { PASSWORD, createUser, newClient, temporaryDir } from "../support/backend.ts";

const ROOT = new URL("../..", import.meta.url).pathname;

let dir: string;
let dist: string;
const children: ChildProcess[] = [];

beforeAll(async () => {
  dir = await temporaryDir();
  dist = join(dir, "dist");
  await mkdir(dist);
  await writeFile(join(dist, "index.html"), "<!doctype html><title>Athro</title>");
  await writeFile(join(dir, "a-file"), "");
});
afterEach(async () => {
  for (const child of children.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    child.kill("SIGKILL");
    await once(child, "exit");
  }
});
afterAll(() => rm(dir, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 }));

function run(args: string[], env: Record<string, string> = {}) {
  const child = spawn(
    process.execPath,
    ["--import", "tsx", "supabase/local/main.ts", "--app", dist, ...args],
    { cwd: ROOT, env: { ...process.env, ATHRO_DATA_DIR: "", DATABASE_URL: "", ...env } },
  );
  children.push(child);
  return child;
}

async function outcome(args: string[], env?: Record<string, string>) {
  const child = run(args, env);
  const [out, err, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, "exit"),
  ]);
  return { out, err, code };
}

interface Started {
  child: ChildProcess;
  url: string;
  port: number;
  out(): string;
}

async function start(data: string, port = 0): Promise<Started> {
  const child = run(["--data", join(dir, data), "--port", String(port)]);
  let out = "";
  let err = "";
  child.stderr.on("data", (chunk: Buffer) => (err += chunk.toString()));
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.on("data", (chunk: Buffer) => {
      out += chunk.toString();
      const address = /^Athro is running at (http:\/\/localhost:\d+)\n/.exec(out)?.[1];
      if (address !== undefined) resolve(address);
    });
    child.once("exit", () => reject(new Error(`it ended instead: ${out}${err}`)));
  });
  return { child, url, port: Number(new URL(url).port), out: () => out };
}

async function end(child: ChildProcess, signal: NodeJS.Signals) {
  const begun = performance.now();
  child.kill(signal);
  const [code] = await once(child, "exit");
  return { code, ms: performance.now() - begun };
}

/** One sentence, and nothing of the inside. */
function expectSentence(words: string) {
  expect(words).toMatch(/^[^\n]+\.\n$/);
  expect(words).not.toMatch(/\bat .+:\d+:\d+|Error:|\.ts\b/);
}

describe("the command line", () => {
  test("--help shows every option", async () => {
    const { out, code } = await outcome(["--help"]);
    expect(code).toBe(0);
    for (const word of ["--port", "--data", "--app", "ATHRO_DATA_DIR", "DATABASE_URL"]) {
      expect(out).toContain(word);
    }
  });

  test("an unknown option is named, with exit code 2", async () => {
    const { out, err, code } = await outcome(["--prot", "80"]);
    expect({ out, code }).toEqual({ out: "", code: 2 });
    expect(err).toBe("Unknown option '--prot'.\nTry --help.\n");
  });

  test.each(["70000", "-1", "4e3", "http"])(
    "a port %s that there is not exits with 1",
    async (port) => {
      const { err, code } = await outcome([`--port=${port}`]);
      expect(code).toBe(1);
      expectSentence(err);
      expect(err).toContain(port);
    },
  );
});

describe("what keeps it from starting", () => {
  test("a port in use", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const address = other.address();
    const port = String(address !== null && typeof address === "object" ? address.port : 0);
    try {
      const { err, code } = await outcome(["--port", port, "--data", join(dir, "unused")]);
      expect(code).toBe(1);
      expectSentence(err);
      expect(err).toContain(`Port ${port} is in use`);
      await expect(stat(join(dir, "unused"))).rejects.toThrow("ENOENT");
    } finally {
      other.close();
    }
  });

  test("a data directory that cannot be written", async () => {
    const data = join(dir, "a-file", "data");
    const { err, code } = await outcome(["--port", "0"], { ATHRO_DATA_DIR: data });
    expect(code).toBe(1);
    expectSentence(err);
    expect(err).toContain(data);
  });

  test("a missing build", async () => {
    const { err, code } = await outcome(["--port", "0", "--app", join(dir, "nothing")]);
    expect(code).toBe(1);
    expectSentence(err);
    expect(err).toContain("npm run build");
  });

  test("a database that cannot be reached, without its password being shown", async () => {
    const { err, code } = await outcome(["--port", "0", "--data", join(dir, "remote")], {
      DATABASE_URL: "postgresql://someone:hidden@127.0.0.1:1/athro",
    });
    expect(code).toBe(1);
    expectSentence(err);
    expect(err).toContain("127.0.0.1:1");
    expect(err).not.toContain("hidden");
  });

  test("another one in the same data directory, which goes on", async () => {
    const first = await start("shared");
    const { err, code } = await outcome(["--port", "0", "--data", join(dir, "shared")]);
    expect(code).toBe(1);
    expectSentence(err);
    expect(err).toContain("in use");
    expect((await fetch(first.url)).status).toBe(200);
    expect((await end(first.child, "SIGTERM")).code).toBe(0);
  });
});

describe("a run", () => {
  test("prints its address alone, and keeps what it was given over a stop, a crash and a restart", async () => {
    const first = await start("kept");
    const endpoint = { url: first.url, key: PUBLISHABLE_KEY };
    const { email, accessToken, refreshToken } = await createUser(endpoint);
    const stopped = await end(first.child, "SIGINT");
    expect(stopped.code).toBe(0);
    expect(stopped.ms).toBeLessThan(5_000);
    expect(first.out()).toBe(`Athro is running at ${first.url}\n`);
    // Nothing that belongs to a running one is left.
    expect((await readdir(join(dir, "kept"))).sort()).toEqual([
      "database-password",
      "jwt-secret",
      "postgres",
    ]);

    const second = await start("kept", first.port);
    const { auth } = newClient(endpoint);
    expect((await auth.signInWithPassword({ email, password: PASSWORD })).error).toBeNull();
    expect((await auth.getUser(accessToken)).error).toBeNull();
    await end(second.child, "SIGKILL");

    const third = await start("kept", first.port);
    const refreshed = await newClient(endpoint).auth.refreshSession({
      refresh_token: refreshToken,
    });
    expect(refreshed.error).toBeNull();
    expect((await end(third.child, "SIGTERM")).code).toBe(0);
  });

  test("that is stopped while it starts leaves the directory free", async () => {
    const child = run(["--port", "0", "--data", join(dir, "hasty")]);
    let lock: string[] = [];
    while (!lock.includes("athro.lock")) {
      lock = await readdir(join(dir, "hasty")).catch(() => []);
    }
    await end(child, "SIGTERM");
    const next = await start("hasty");
    expect((await fetch(next.url)).status).toBe(200);
    await end(next.child, "SIGTERM");
  });

  test("reaches a data directory in a folder that is closed to others, root's home for one", async () => {
    await mkdir(join(dir, "closed"), { mode: 0o700 });
    const { url, child } = await start("closed/data");
    expect((await fetch(url)).status).toBe(200);
    await end(child, "SIGTERM");
  });

  test("answers on 127.0.0.1 alone", async () => {
    const { port, child } = await start("loopback");
    const { networkInterfaces } = await import("node:os");
    const outside = Object.values(networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .find(({ internal, family }) => !internal && family === "IPv4");
    // A machine without a network has no way in to try.
    const reached = await fetch(`http://${outside?.address ?? "[::1]"}:${port}`).then(
      () => true,
      () => false,
    );
    expect(reached).toBe(false);
    await end(child, "SIGTERM");
  });
});
