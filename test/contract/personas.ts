/** Whoever may knock at a student's door: with the student's own token, another's, none, or one that is not good. */
import { randomUUID } from "node:crypto";
import { SignJWT, UnsecuredJWT, decodeJwt, exportJWK, generateKeyPair } from "jose";
import type { Pool } from "pg";
import { stateOf } from "../../supabase/tests/support/device.ts";
import type { Persona } from "../../supabase/tests/support/persona.ts";
import { type Browser, newBrowser, savePush, takeWork } from "../../supabase/tests/support/push.ts";
import {
  change,
  newEvent,
  newMessage,
  newOverride,
  newPreference,
  newSession,
} from "../../supabase/tests/support/records.ts";
import {
  type TestBackend,
  type TestUser,
  createUser,
  signToken,
  startTestBackend,
} from "../support/backend.ts";
import { freshDatabase } from "../support/database.ts";
import { syncRequest } from "./sync-call.ts";

export interface Stage {
  pool: Pool;
  backend: TestBackend;
  /** Another project, with keys and students of its own. */
  elsewhere: TestBackend;
  close(): Promise<void>;
}

export const openStage = async (): Promise<Stage> => {
  const [database, far] = await Promise.all([freshDatabase(), freshDatabase()]);
  const [backend, elsewhere] = await Promise.all(
    [database, far].map(({ url }) => startTestBackend({ databaseUrl: url })),
  );
  if (!backend || !elsewhere) throw new Error("no backend");
  return {
    pool: database.pool,
    backend,
    elsewhere,
    close: async () => {
      await Promise.all([backend.stop(), elsewhere.stop()]);
      await Promise.all([database.drop(), far.drop()]);
    },
  };
};

/** A student with something in every table, and what only they should get at. */
export interface Victim extends TestUser {
  session: string;
  /** Not claimed by anyone. */
  question: string;
  /** A reply that the student has claimed. */
  reply: string;
  lease: string;
  /** On which the student is reminded. */
  browser: Browser;
}

export const newVictim = async ({ backend, pool }: Stage): Promise<Victim> => {
  const student = await createUser(backend);
  const [session, event] = [newSession(), newEvent()];
  const [question, claimed] = [0, 1].map(() =>
    newMessage({ session_id: session.id, wants_reply: true }),
  );
  if (!question || !claimed) throw new Error("no questions");
  const push = async (device: string, ...mutations: object[]): Promise<void> => {
    const { error } = await student.client.rpc("sync", {
      request: syncRequest(student.id, {
        device,
        mutations: mutations.map((one) => JSON.stringify(one)),
      }),
    });
    if (error) throw error;
  };
  const everything = [session, question, claimed, event, newOverride(event.id)];
  await push("laptop", ...everything, newPreference("theme", "dark"));
  await push("phone", change(session, "title", { title: "Rival" }));
  const browser = newBrowser();
  await takeWork(pool);
  await savePush(pool, personaOf(student), browser);
  const { data, error } = await student.client.rpc("claim_reply", { question: claimed.id });
  if (error) throw error;
  const { reply_id: reply, lease } = data;
  return { ...student, session: session.id, question: question.id, reply, lease, browser };
};

/** As the database sees the student's own token. */
const personaOf = ({ accessToken }: TestUser): Persona => ({
  role: "authenticated",
  claims: decodeJwt(accessToken),
});

/** All that the server keeps of a student. */
export const keptOf = async (pool: Pool, { id }: { id: string }): Promise<unknown> => [
  await stateOf(pool, id),
  (await pool.query("select * from athro.reply_claims where user_id = $1", [id])).rows,
  (await pool.query("select * from athro.reply_counts where user_id = $1", [id])).rows,
  (await pool.query("select * from athro.push_subscriptions where user_id = $1", [id])).rows,
  (await pool.query("select * from athro.push_plans where user_id = $1", [id])).rows,
  (await pool.query("select id, email, encrypted_password from auth.users where id = $1", [id]))
    .rows,
];

/** What a query calls `name`, sorted: that is how the catalogue is asked what there is. */
export const namesOf = async ({ pool }: Stage, sql: string): Promise<string[]> =>
  (await pool.query<{ name: string }>(sql)).rows.map(({ name }) => name).toSorted();

/** What a server says to a token that is not good: why, by PostgREST's code. */
type Fault = "PGRST301" | "PGRST303";

interface Intruder {
  name: string;
  token: string;
  fault: Fault;
}

const anHourFrom = () => Math.floor(Date.now() / 1000) + 3600;

/** Tokens that would open the victim's door if this backend did not look closely. */
export const intrudersOf = async (stage: Stage, victim: Victim): Promise<Intruder[]> => {
  const { backend, elsewhere } = stage;
  const claims = claimsOf(victim);
  const stranger = await createUser(backend);
  const pair = await generateKeyPair("ES256", { extractable: true });
  const theirs = await createUser(elsewhere, victim.email);
  const forged = (header: object, payload: object): string => {
    const parts = stranger.accessToken.split(".");
    return [
      encodePart({ ...decodePart(parts[0]), ...header }),
      encodePart({ ...decodePart(parts[1]), ...payload }),
      parts[2],
    ].join(".");
  };
  const wrong: Record<string, string> = {
    "the victim's sub under a stranger's signature": forged({}, { sub: victim.id }),
    "a higher role under a stranger's signature": forged({}, { role: "service_role" }),
    "the victim's sub, and alg none": new UnsecuredJWT(claims)
      .setExpirationTime(anHourFrom())
      .encode(),
    "alg none before a stranger's signature": forged({ alg: "none" }, { sub: victim.id }),
    "the victim's sub under a key of the forger's": await new SignJWT(claims)
      .setProtectedHeader({ alg: "HS256" })
      .setExpirationTime(anHourFrom())
      .sign(new TextEncoder().encode("long enough to be a secret, but not ours")),
    "the victim's sub under a key that the token brings along": await new SignJWT(claims)
      .setProtectedHeader({ alg: "ES256", jwk: await exportJWK(pair.publicKey) })
      .setExpirationTime(anHourFrom())
      .sign(pair.privateKey),
    "another project's token of the same address": theirs.accessToken,
    "another project's token with the victim's sub": await signToken(
      elsewhere,
      { ...claims, iss: `${elsewhere.url}/auth/v1`, ref: "another-project" },
      3600,
    ),
    "another project's service key": await signToken(
      elsewhere,
      { role: "service_role", iss: "supabase", ref: "another-project" },
      3600,
    ),
  };
  return [
    { name: "expired", token: await signToken(backend, claims, -10), fault: "PGRST303" },
    ...Object.entries(wrong).map(([name, token]): Intruder => ({ name, token, fault: "PGRST301" })),
  ];
};

/** The victim's own claims, but for the time at which they end. */
export const claimsOf = ({ accessToken }: TestUser): Record<string, unknown> => {
  const { exp: _, ...claims } = decodeJwt(accessToken);
  return claims;
};

const encodePart = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");

const decodePart = (part = ""): object => JSON.parse(Buffer.from(part, "base64url").toString());

export interface Knocked {
  status: number;
  body: unknown;
}

/** One request with the public key, and with the token if there is one. */
export const knock = async (
  { backend }: Stage,
  method: string,
  path: string,
  token: string | undefined,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Knocked> => {
  const response = await fetch(`${backend.url}${path}`, {
    method,
    headers: {
      apikey: backend.key,
      // Without a session supabase-js sends the key in the token's place.
      Authorization: `Bearer ${token ?? backend.key}`,
      "Content-Type": "application/json",
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === "" ? null : JSON.parse(text) };
};

/** The least that tells one answer from another: "200 claimed", "401 PGRST303". */
export const inShort = ({ status, body }: Knocked): string => {
  const said = isRecord(body)
    ? (body["code"] ??
      body["error"] ??
      body["status"] ??
      body["state"] ??
      statusOfAck(body["acks"]))
    : undefined;
  return said === undefined ? String(status) : `${status} ${String(said)}`;
};

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const statusOfAck = (acks: unknown): unknown =>
  Array.isArray(acks) && isRecord(acks[0]) ? acks[0]["status"] : undefined;

/** A session under an id that someone else has already. */
export const sessionWithId = (id: string): string =>
  JSON.stringify(newSession({ id, mid: randomUUID() }, "By another"));
