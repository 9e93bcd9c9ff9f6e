/** The command line of `npm start`. */
import { parseArgs } from "node:util";
import { StartupError } from "./startup-error.ts";

export const USAGE = `Usage: npm start -- [options]

Builds Athro and runs it on this machine, database included.

  --port N     the port to listen on (default 4173; 0 takes a free one)
  --data DIR   where everything is kept (default .athro in the repository)
  --app DIR    the built app (default dist in the repository)
  --help       show this

Environment:
  ATHRO_DATA_DIR         as --data
  ATHRO_PUBLISHABLE_KEY  the API key that the app was built with
  ATHRO_CONFIRM_EMAILS   1: an address has to be confirmed first; the links are printed here
  DATABASE_URL           a PostgreSQL to use instead of the embedded one
  TUTOR_API_URL          an OpenAI-compatible API that answers students; TUTOR_API_KEY and TUTOR_MODEL go with it
  REMIND_SECRET, VAPID_PUBLIC_KEY, VAPID_PRIVATE_KEY, VAPID_SUBJECT
                         let the function remind send reminders by Web Push, when something calls it
`;

const DEFAULT_PORT = 4173;

export interface StartOptions {
  help: boolean;
  port: number;
  /** Undefined for the default. */
  dataDir: string | undefined;
  /** Undefined for the default. */
  dist: string | undefined;
}

/** A command line that cannot be followed. The message is for the person who typed it. */
export class UsageError extends Error {
  override name = "UsageError";
}

/** @throws UsageError; StartupError for a port that there is not. */
export function parseOptions(
  args: string[],
  env: Readonly<Record<string, string | undefined>>,
): StartOptions {
  const values = parse(args);
  return {
    help: values.help ?? false,
    port: values.port === undefined ? DEFAULT_PORT : parsePort(values.port),
    dataDir: parseDir("--data", values.data) ?? (env.ATHRO_DATA_DIR || undefined),
    dist: parseDir("--app", values.app),
  };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        port: { type: "string" },
        data: { type: "string" },
        app: { type: "string" },
        help: { type: "boolean", short: "h" },
      },
    }).values;
  } catch (error) {
    // Node's message goes on with advice on "--" that is of no use here.
    const message = error instanceof Error ? error.message : String(error);
    throw new UsageError(`${message.split(". ")[0]?.replace(/\.$/, "")}.`);
  }
}

function parsePort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (!(port <= 65_535)) {
    throw new StartupError(`--port takes a number from 0 to 65535, not "${text}".`);
  }
  return port;
}

function parseDir(option: string, text: string | undefined): string | undefined {
  if (text === "") throw new UsageError(`${option} takes a directory.`);
  return text;
}
