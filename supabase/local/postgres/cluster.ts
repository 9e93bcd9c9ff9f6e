/** Making a cluster: once per data directory. */
import { spawn } from "node:child_process";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { exists } from "../exists.ts";
import type { PostgresOwner } from "./owner.ts";
import type { PostgresPrograms } from "./programs.ts";
import { StartupError } from "../startup-error.ts";

export interface ClusterOptions {
  cluster: string;
  programs: PostgresPrograms;
  owner: PostgresOwner;
  /** Of the roles `postgres` and `supabase_admin`; hexadecimal. */
  password: string;
  durable: boolean;
}

/** Leaves an existing cluster alone. A new one is made under another name first, so that a half-made one is never used. */
export async function createCluster(options: ClusterOptions): Promise<void> {
  const { cluster, owner, password } = options;
  if (await exists(cluster)) {
    if (await exists(join(cluster, "PG_VERSION"))) return;
    throw new StartupError(`${cluster} is not a PostgreSQL cluster: move it away.`);
  }
  const draft = `${cluster}.new`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { mode: 0o700 });
  await owner.give(draft);
  const passwordFile = `${cluster}.password`;
  await writeFile(passwordFile, password, { mode: 0o600 });
  try {
    await owner.give(passwordFile);
    await initialise(options, draft, passwordFile);
  } finally {
    await rm(passwordFile, { force: true });
  }
  await createMainRole(options, draft);
  await rename(draft, cluster);
}

function initialise(
  { programs, owner, durable }: ClusterOptions,
  draft: string,
  passwordFile: string,
): Promise<void> {
  return runToEnd(owner, programs.initdb, [
    `--pgdata=${draft}`,
    "--username=supabase_admin",
    `--pwfile=${passwordFile}`,
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    // The builtin provider knows Unicode and needs no locale of the machine's.
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    ...(durable ? [] : ["--no-sync"]),
  ]);
}

/**
 * Hosted Supabase runs migrations as `postgres`, which is no superuser. So does this cluster, or a migration could work here
 * and fail there.
 */
function createMainRole(
  { programs, owner, password, durable }: ClusterOptions,
  draft: string,
): Promise<void> {
  return runToEnd(
    owner,
    programs.postgres,
    ["--single", "-D", draft, "-c", `fsync=${durable ? "on" : "off"}`, "postgres"],
    [
      `create role postgres login createdb createrole replication bypassrls password '${password}';`,
      'alter role postgres set search_path to "$user", public, extensions;',
      "grant pg_monitor, pg_read_all_data, pg_signal_backend to postgres with admin option;",
      "alter database postgres owner to postgres;",
      "",
    ].join("\n"),
  );
}

function runToEnd(
  owner: PostgresOwner,
  program: string,
  args: string[],
  input = "",
): Promise<void> {
  const [command = "", ...rest] = [...owner.prefix, program, ...args];
  return new Promise((resolve, reject) => {
    const child = spawn(command, rest, {
      ...owner.ids,
      cwd: "/",
      env: { ...process.env, LC_ALL: "C" },
      stdio: ["pipe", "ignore", "pipe"],
    });
    let errors = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => (errors += text));
    child.stdin.on("error", () => undefined).end(input);
    child.on("error", reject);
    child.on("close", (code) => {
      // Single-user mode reports a failed statement on stderr and goes on.
      if (code === 0 && !/ERROR:|FATAL:/.test(errors)) resolve();
      else reject(new StartupError(`PostgreSQL could not be set up: ${errors.trim() || code}`));
    });
  });
}
