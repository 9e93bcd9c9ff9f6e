/** Forgotten passwords, proven addresses, sessions ended everywhere and deleted accounts, by the calls that hosted Supabase has. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Mail } from "../../supabase/local/auth/mail.ts";
import {
  createUser,
  newClient,
  newEmail,
  PASSWORD,
  startTestBackend,
  type TestBackend,
} from "../support/backend.ts";
import { type FreshDatabase, freshDatabase } from "../support/database.ts";
import { syncRequest } from "./sync-call.ts";

const NEW_PASSWORD = "another horse entirely";

let database: FreshDatabase;
let backend: TestBackend;
let confirming: TestBackend;
const mails: Mail[] = [];
const deliver = (mail: Mail) => mails.push(mail);
beforeAll(async () => {
  database = await freshDatabase();
  backend = await startTestBackend({ databaseUrl: database.url, deliver });
  confirming = await startTestBackend({ databaseUrl: database.url, deliver, confirmEmails: true });
});
afterAll(async () => {
  await backend.stop();
  await confirming.stop();
  await database.drop();
});

const mailsTo = (email: string) => mails.filter(({ to }) => to === email);

/** The last link that went to an address. */
const linkTo = (email: string): URL => {
  const mail = mailsTo(email).at(-1);
  if (!mail) throw new Error(`no mail to ${email}`);
  return new URL(mail.link);
};

const tokenTo = (email: string): string => linkTo(email).searchParams.get("token_hash") ?? "";

const open = (there: TestBackend, type: "recovery" | "signup" | "email", token_hash: string) => {
  const client = newClient(there);
  return client.auth.verifyOtp({ type, token_hash }).then((answer) => ({ ...answer, client }));
};

describe("a forgotten password", () => {
  test("is replaced by way of a link to the app's own page, which works once", async () => {
    const { id, email, client } = await createUser(backend);
    const { auth } = newClient(backend);
    const asked = await auth.resetPasswordForEmail(email.toUpperCase(), {
      redirectTo: "http://localhost:5173/account",
    });
    expect(asked.error).toBeNull();
    const link = linkTo(email);
    expect(`${link.origin}${link.pathname}`).toBe("http://localhost:5173/account");
    expect(link.searchParams.get("type")).toBe("recovery");

    const opened = await open(backend, "recovery", tokenTo(email));
    expect(opened.error).toBeNull();
    expect(opened.data.user?.id).toBe(id);
    expect((await opened.client.auth.updateUser({ password: NEW_PASSWORD })).error).toBeNull();
    expect((await auth.signInWithPassword({ email, password: PASSWORD })).error?.code).toBe(
      "invalid_credentials",
    );
    expect((await auth.signInWithPassword({ email, password: NEW_PASSWORD })).error).toBeNull();
    // Whoever was in with the old one is out.
    expect((await client.auth.refreshSession()).error?.code).toBe("refresh_token_not_found");
    expect((await open(backend, "recovery", tokenTo(email))).error).toMatchObject({
      status: 403,
      code: "otp_expired",
    });
  });

  test("of an unknown address is answered alike, and nothing is sent", async () => {
    const email = newEmail();
    const { error } = await newClient(backend).auth.resetPasswordForEmail(email);
    expect(error).toBeNull();
    expect(mailsTo(email)).toEqual([]);
  });

  test("leads to no other machine's page, whatever is asked for", async () => {
    const { email } = await createUser(backend);
    for (const redirectTo of ["https://example.org/account", "javascript:alert(1)", "nonsense"]) {
      await newClient(backend).auth.resetPasswordForEmail(email, { redirectTo });
      expect(linkTo(email).origin).toBe(backend.url);
    }
  });

  test("has one link at a time, for an hour", async () => {
    const { email } = await createUser(backend);
    const { auth } = newClient(backend);
    await auth.resetPasswordForEmail(email);
    const first = tokenTo(email);
    await auth.resetPasswordForEmail(email);
    expect((await open(backend, "recovery", first)).error?.code).toBe("otp_expired");
    await database.pool.query(
      "update auth.one_time_tokens set created_at = created_at - interval '61 minutes'",
    );
    expect((await open(backend, "recovery", tokenTo(email))).error?.code).toBe("otp_expired");
  });

  test("is no way to fill a mailbox", async () => {
    const { email } = await createUser(backend);
    const { auth } = newClient(backend);
    for (let n = 0; n < 5; n += 1) await auth.resetPasswordForEmail(email);
    expect((await auth.resetPasswordForEmail(email)).error).toMatchObject({
      status: 429,
      code: "over_email_send_rate_limit",
    });
    expect(mailsTo(email)).toHaveLength(5);
  });

  test("keeps of a link's secret only a hash", async () => {
    const { email } = await createUser(backend);
    await newClient(backend).auth.resetPasswordForEmail(email);
    const { rows } = await database.pool.query(
      "select t::text as token from auth.one_time_tokens t",
    );
    expect(JSON.stringify(rows)).not.toContain(tokenTo(email));
  });
});

describe("where addresses have to be proven", () => {
  test("an account opens with the link alone", async () => {
    const email = newEmail();
    const { auth } = newClient(confirming);
    const made = await auth.signUp({ email, password: PASSWORD });
    expect(made).toMatchObject({ error: null, data: { session: null, user: { email } } });
    const early = await auth.signInWithPassword({ email, password: PASSWORD });
    expect(early.error).toMatchObject({ status: 400, code: "email_not_confirmed" });
    expect((await auth.resend({ type: "signup", email })).error).toBeNull();
    expect(mailsTo(email)).toHaveLength(2);
    const opened = await open(confirming, "email", tokenTo(email));
    expect(opened.data.session?.user.email).toBe(email);
    expect((await auth.signInWithPassword({ email, password: PASSWORD })).error).toBeNull();
  });

  test("a wrong password is not told apart by whether the address was proven", async () => {
    const email = newEmail();
    const { auth } = newClient(confirming);
    await auth.signUp({ email, password: PASSWORD });
    const { error } = await auth.signInWithPassword({ email, password: "not the password" });
    expect(error?.code).toBe("invalid_credentials");
  });

  test("a taken address is not told apart from a free one, and gets no letter", async () => {
    const { email } = await createUser(backend);
    const { data, error } = await newClient(confirming).auth.signUp({ email, password: PASSWORD });
    expect({ error, session: data.session }).toEqual({ error: null, session: null });
    expect(mailsTo(email)).toEqual([]);
  });

  test("a new password by a link proves the address too", async () => {
    const email = newEmail();
    const { auth } = newClient(confirming);
    await auth.signUp({ email, password: PASSWORD });
    await auth.resetPasswordForEmail(email);
    expect((await open(confirming, "recovery", tokenTo(email))).error).toBeNull();
    expect((await auth.signInWithPassword({ email, password: PASSWORD })).error).toBeNull();
  });
});

test.each([
  { type: "signup" as const, token_hash: "" },
  { type: "signup" as const, token_hash: "never-was" },
  { type: "invite" as const, token_hash: "x" },
])("a link that is none is refused: %j", async (asked) => {
  const { error } = await newClient(backend).auth.verifyOtp(asked);
  expect(error?.status).toBeGreaterThanOrEqual(400);
  expect(error?.status).toBeLessThan(500);
});

const sync = (client: Awaited<ReturnType<typeof createUser>>["client"], id: string) =>
  client.rpc("sync", { request: syncRequest(id) });

describe("a deleted account", () => {
  test("is gone for its sessions, its password and its rows, and says so to its devices alone", async () => {
    const { id, email, client } = await createUser(backend);
    const other = newClient(backend);
    await other.auth.signInWithPassword({ email, password: PASSWORD });
    const { data: synced } = await sync(client, id);
    expect((await client.rpc("delete_account")).error).toBeNull();

    expect((await sync(other, id)).error).toMatchObject({ code: "PT401" });
    expect((await other.auth.refreshSession()).error?.code).toBe("refresh_token_not_found");
    const signedIn = await other.auth.signInWithPassword({ email, password: PASSWORD });
    expect(signedIn.error?.code).toBe("invalid_credentials");
    const { data } = await newClient(backend).rpc("account_state", { student: id });
    expect(data).toMatchObject({ user: id, state: "deleted", epoch: synced.epoch });
    // The address is free.
    const again = await createUser(backend, email);
    expect(again.id).not.toBe(id);
  });

  test("needs a sign-in of the last minutes: a renewed token is no proof of one", async () => {
    const { client } = await createUser(backend);
    await database.pool.query(
      "update auth.sessions set created_at = created_at - interval '6 minutes'",
    );
    await client.auth.refreshSession();
    expect((await client.rpc("delete_account")).error).toMatchObject({ code: "PT403" });
  });

  test("is not to be had with a session that was ended everywhere, although its token still works", async () => {
    const { id, client, accessToken } = await createUser(backend);
    await client.auth.signOut({ scope: "global" });
    const answer = await fetch(`${backend.url}/rest/v1/rpc/delete_account`, {
      method: "POST",
      headers: { apikey: backend.key, authorization: `Bearer ${accessToken}` },
    });
    expect([answer.status, await answer.json()]).toMatchObject([403, { code: "PT403" }]);
    const { data } = await newClient(backend).rpc("account_state", { student: id });
    expect(data).toEqual({ user: id, state: "unknown" });
  });
});
