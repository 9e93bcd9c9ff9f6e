/** What of the local backend's accounts and tokens a real stack cannot be asked to show. */
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  type TestBackend,
  createUser,
  newClient,
  signToken,
  startTestBackend,
} from "../support/backend.ts";
import { type FreshDatabase, freshDatabase } from "../support/database.ts";
import { syncRequest } from "./sync-call.ts";

const OLD_KEY_NAME = "sb_publishable_of_a_school";

let database: FreshDatabase;
let backend: TestBackend;
beforeAll(async () => {
  database = await freshDatabase();
  backend = await startTestBackend({
    databaseUrl: database.url,
    env: { ATHRO_PUBLISHABLE_KEY: OLD_KEY_NAME },
    signInLimits: { perEmail: 2, perAddress: 1_000, windowMs: 60_000 },
  });
});
afterAll(async () => {
  await backend.stop();
  await database.drop();
});

function callSync(user: string, headers: Record<string, string>): Promise<Response> {
  return fetch(`${backend.url}/rest/v1/rpc/sync`, {
    method: "POST",
    headers,
    body: JSON.stringify({ request: syncRequest(user) }),
  });
}

const age = () =>
  database.pool.query(
    "update auth.refresh_tokens set updated_at = updated_at - interval '1 minute'",
  );
const refresh = async (token: string) => {
  const { data, error } = await newClient(backend).auth.refreshSession({ refresh_token: token });
  return { token: data.session?.refresh_token ?? "", code: error?.code, session: data.session };
};

describe("refresh tokens", () => {
  test("the active one's parent gives the active one, however late: the answer may have been lost", async () => {
    const { refreshToken } = await createUser(backend);
    const second = await refresh(refreshToken);
    await age();
    expect((await refresh(refreshToken)).token).toBe(second.token);
  });

  test("an older one gives the active one for a moment", async () => {
    const { refreshToken } = await createUser(backend);
    const second = await refresh(refreshToken);
    const third = await refresh(second.token);
    expect((await refresh(refreshToken)).token).toBe(third.token);
  });

  test("an older one later ends the session, for the thief and the owner alike", async () => {
    const { refreshToken } = await createUser(backend);
    const second = await refresh(refreshToken);
    const third = await refresh(second.token);
    await age();
    expect((await refresh(refreshToken)).code).toBe("refresh_token_already_used");
    expect((await refresh(third.token)).code).toBe("refresh_token_not_found");
    const { error } = await newClient(backend).auth.getUser(third.session?.access_token);
    expect(error?.name).toBe("AuthSessionMissingError");
  });

  test("many at once make one successor", async () => {
    const { refreshToken } = await createUser(backend);
    const answers = await Promise.all(Array.from({ length: 8 }, () => refresh(refreshToken)));
    expect(new Set(answers.map(({ token }) => token)).size).toBe(1);
    expect(answers.filter(({ code }) => code !== undefined)).toEqual([]);
  });
});

describe("an access token", () => {
  test("that has expired is told from one that is wrong", async () => {
    const { id } = await createUser(backend);
    const token = await signToken(backend, { sub: id, role: "authenticated" }, -1);
    const response = await callSync(id, {
      apikey: backend.key,
      Authorization: `Bearer ${token}`,
    });
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ code: "PGRST303" });
    expect((await newClient(backend).auth.getUser(token)).error).toMatchObject({
      status: 403,
      code: "bad_jwt",
    });
  });

  test("with a role that there is not is refused", async () => {
    const { id } = await createUser(backend);
    const token = await signToken(backend, { sub: id, role: "postgres" }, 60);
    const response = await callSync(id, {
      apikey: backend.key,
      Authorization: `Bearer ${token}`,
    });
    expect(response.status).toBe(401);
  });

  test("of a session that ended works in REST until it expires, as on hosted Supabase", async () => {
    const { id, client, accessToken } = await createUser(backend);
    await client.auth.signOut();
    const response = await callSync(id, {
      apikey: backend.key,
      Authorization: `Bearer ${accessToken}`,
    });
    expect(response.status).toBe(200);
  });
});

describe("the API key", () => {
  test("is the one that the environment names", async () => {
    expect(backend.key).toBe(OLD_KEY_NAME);
    const response = await callSync("", { apikey: "sb_publishable_athro_local" });
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ message: "Invalid API key" });
  });

  test("may be a token of ours with the role anon, and no other", async () => {
    const anon = await callSync("", { apikey: await signToken(backend, { role: "anon" }, 60) });
    expect(await anon.json()).toMatchObject({ code: "42501" });
    const service = await callSync("", {
      apikey: await signToken(backend, { role: "service_role" }, 60),
    });
    expect(await service.json()).toMatchObject({ message: "Invalid API key" });
  });
});

describe("signing in", () => {
  test("is slowed down after failures, for that email alone", async () => {
    const [{ email, password }, other] = await Promise.all([
      createUser(backend),
      createUser(backend),
    ]);
    const { auth } = newClient(backend);
    for (const guess of ["first guess", "second guess"]) {
      const { error } = await auth.signInWithPassword({ email, password: guess });
      expect(error?.code).toBe("invalid_credentials");
    }
    const { error } = await auth.signInWithPassword({ email, password });
    expect(error).toMatchObject({ status: 429, code: "over_request_rate_limit" });
    expect((await auth.signInWithPassword(other)).error).toBeNull();
  });

  test("without failures is never slowed down", async () => {
    const { email, password } = await createUser(backend);
    const { auth } = newClient(backend);
    for (let i = 0; i < 4; i++) {
      expect((await auth.signInWithPassword({ email, password })).error).toBeNull();
    }
  });

  test("anonymously is not offered", async () => {
    const { error } = await newClient(backend).auth.signInAnonymously();
    expect(error).toMatchObject({ status: 422, code: "anonymous_provider_disabled" });
  });
});

test("a changed password ends the other sessions, and must be another", async () => {
  const { email, password, client } = await createUser(backend);
  const other = newClient(backend);
  await other.auth.signInWithPassword({ email, password });
  expect((await client.auth.updateUser({ password })).error?.code).toBe("same_password");
  expect((await client.auth.updateUser({ password: "another password" })).error).toBeNull();
  expect((await client.auth.getUser()).error).toBeNull();
  expect((await other.auth.refreshSession()).error?.code).toBe("refresh_token_not_found");
});

test("an email cannot be changed to a taken one", async () => {
  const [user, other] = await Promise.all([createUser(backend), createUser(backend)]);
  const { error } = await user.client.auth.updateUser({ email: other.email });
  expect(error).toMatchObject({ status: 422, code: "email_exists" });
});

test("passwords are kept as bcrypt hashes, and the secret for its owner alone", async () => {
  const { id } = await createUser(backend);
  const { rows } = await database.pool.query(
    "select encrypted_password as hash from auth.users where id = $1",
    [id],
  );
  expect(rows[0].hash).toMatch(/^\$2[ab]\$10\$/);
  expect((await stat(join(backend.dataDir, "jwt-secret"))).mode & 0o777).toBe(0o600);
});

test("what is not part of it is not found", async () => {
  const { error } = await newClient(backend).auth.signInWithOtp({ email: "a@example.org" });
  expect(error).toMatchObject({ status: 404 });
});
