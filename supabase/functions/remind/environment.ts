import type { Api } from "../_shared/call-database.ts";

/** What the function is told by the host it runs on. All but the first three have to be set by whoever runs the project. */
export interface RemindEnv {
  /** Base of the project's API; PostgREST is at `/rest/v1` below it. */
  SUPABASE_URL: string;
  /** The project's public key. */
  SUPABASE_ANON_KEY: string;
  /** A token of the service's own role. A secret. */
  SUPABASE_SERVICE_ROLE_KEY?: string;
  /** What a caller has to know; at least 32 characters. A secret. */
  REMIND_SECRET?: string;
  /** The two halves of the VAPID key pair (RFC 8292), base64url: the public point, and the private number, a secret. */
  VAPID_PUBLIC_KEY?: string;
  VAPID_PRIVATE_KEY?: string;
  /** Whom a push service may turn to: `mailto:` or `https:`. */
  VAPID_SUBJECT?: string;
  /** Hosts of push services, by commas, in place of those that are known; `*.` before one stands for any name below it. */
  PUSH_HOSTS?: string;
}

const NAMES = [
  "SUPABASE_URL",
  "SUPABASE_ANON_KEY",
  "SUPABASE_SERVICE_ROLE_KEY",
  "REMIND_SECRET",
  "VAPID_PUBLIC_KEY",
  "VAPID_PRIVATE_KEY",
  "VAPID_SUBJECT",
  "PUSH_HOSTS",
] as const satisfies readonly (keyof RemindEnv)[];

/** Gathers the environment from a host's variables. Blank counts as not set. */
export const readEnv = (variable: (name: keyof RemindEnv) => string | undefined): RemindEnv => ({
  SUPABASE_URL: "",
  SUPABASE_ANON_KEY: "",
  ...Object.fromEntries(
    NAMES.flatMap((name) => {
      const value = variable(name)?.trim();
      return value ? [[name, value]] : [];
    }),
  ),
});

/** All that is needed to send. */
export interface Configured {
  secret: string;
  api: Api;
  vapid: { publicKey: string; privateKey: string; subject: string };
  hosts: readonly string[];
}

const SECRET_LENGTH_MIN = 32;

/** The push services of Chromium (also Android), Firefox, Safari and Edge. */
const KNOWN_HOSTS = [
  "fcm.googleapis.com",
  "*.push.services.mozilla.com",
  "*.push.apple.com",
  "*.notify.windows.com",
];

/** Null where the project has not configured push, or not all of it. */
export const configured = (env: RemindEnv): Configured | null => {
  const { REMIND_SECRET: secret = "", SUPABASE_SERVICE_ROLE_KEY: token } = env;
  const {
    VAPID_PUBLIC_KEY: publicKey,
    VAPID_PRIVATE_KEY: privateKey,
    VAPID_SUBJECT: subject,
  } = env;
  if (secret.length < SECRET_LENGTH_MIN || !token || !publicKey || !privateKey || !subject)
    return null;
  const hosts = env.PUSH_HOSTS?.split(",").map((host) => host.trim().toLowerCase());
  return {
    secret,
    api: { url: env.SUPABASE_URL, apikey: env.SUPABASE_ANON_KEY, token },
    vapid: { publicKey, privateKey, subject },
    hosts: hosts ?? KNOWN_HOSTS,
  };
};
