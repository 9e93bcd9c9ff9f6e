import { fileURLToPath } from "node:url";
import { type StartOptions, USAGE, UsageError, parseOptions } from "./options.ts";
import { type RunningBackend, startBackend } from "./server.ts";
import { StartupError } from "./startup-error.ts";

const PARENT_CHECK_INTERVAL_MS = 500;

const inRepository = (path: string) =>
  fileURLToPath(new URL(path, new URL("../../", import.meta.url)));

try {
  const options = parseOptions(process.argv.slice(2), process.env);
  if (options.help) process.stdout.write(USAGE);
  else await run(options);
} catch (error) {
  if (!(error instanceof UsageError || error instanceof StartupError)) throw error;
  process.stderr.write(`${error.message}\n`);
  if (error instanceof UsageError) process.stderr.write("Try --help.\n");
  process.exitCode = error instanceof UsageError ? 2 : 1;
}

async function run({ port, dataDir, dist }: StartOptions): Promise<void> {
  const starting = startBackend({
    port,
    dataDir: dataDir ?? inRepository(".athro"),
    dist: dist ?? inRepository("dist"),
    durable: true,
    databaseUrl: process.env.DATABASE_URL || undefined,
    env: process.env,
  });
  stopOnSignals(starting);
  const backend = await starting;
  process.stdout.write(`Athro is running at ${backend.url}\n`);
  const failure = await backend.ended;
  if (failure === undefined) return;
  await backend.stop();
  throw new StartupError(failure.message);
}

/** From before the start: a Ctrl-C during it stops as orderly. Terminals and npm may send a signal twice; once is enough. */
function stopOnSignals(starting: Promise<RunningBackend>): void {
  let asked = false;
  const stop = () => {
    if (asked) return;
    asked = true;
    starting.then(
      (backend) => backend.stop(),
      // Reported where the start is awaited.
      () => undefined,
    );
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, stop);
  if (process.env.npm_lifecycle_event !== undefined) onParentGone(stop);
}

/** npm passes a signal to the shell that it started us with, and that shell dies of it without passing it on. */
function onParentGone(stop: () => void): void {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) stop();
  }, PARENT_CHECK_INTERVAL_MS).unref();
}
