import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { PASSWORD, createUser, newClient, newEmail } from "../support/backend.ts";
import { type Target, openTarget } from "./target.ts";

let target: Target;
beforeAll(async () => {
  target = await openTarget();
});
afterAll(() => target.close());

describe("signing up", () => {
  test("gives a session whose token names the user", async () => {
    const email = newEmail();
    const { data, error } = await newClient(target).auth.signUp({
      email: `  ${email.toUpperCase()} `,
      password: PASSWORD,
      options: { data: { name: "Siân" } },
    });
    expect(error).toBeNull();
    expect(data.user).toMatchObject({
      email,
      role: "authenticated",
      user_metadata: { name: "Siân" },
    });
    expect(data.session).toMatchObject({ token_type: "bearer", expires_in: 3600 });
    const claims = claimsOf(data.session?.access_token ?? "");
    expect(claims).toMatchObject({
      sub: data.user?.id,
      role: "authenticated",
      aud: "authenticated",
      email,
      is_anonymous: false,
    });
    expect(claims.exp).toBe(data.session?.expires_at);
  });

  test("with a taken email is refused", async () => {
    const { email } = await createUser(target);
    const { error } = await newClient(target).auth.signUp({ email, password: PASSWORD });
    expect(error).toMatchObject({ status: 422, code: "user_already_exists" });
  });

  test("with a short password is refused with the reason", async () => {
    const { error } = await newClient(target).auth.signUp({ email: newEmail(), password: "short" });
    expect(error).toMatchObject({ status: 422, code: "weak_password", reasons: ["length"] });
  });

  test.each(["", "no-at-sign", "a@b", "a b@example.org", "a@example.org, b@example.org"])(
    "with %j for an email is refused",
    async (email) => {
      const { error } = await newClient(target).auth.signUp({ email, password: PASSWORD });
      expect(error?.status).toBeGreaterThanOrEqual(400);
      expect(error?.status).toBeLessThan(500);
    },
  );
});

describe("signing in", () => {
  test("works with the email in any case", async () => {
    const { id, email } = await createUser(target);
    const { data, error } = await newClient(target).auth.signInWithPassword({
      email: email.toUpperCase(),
      password: PASSWORD,
    });
    expect(error).toBeNull();
    expect(data.user?.id).toBe(id);
  });

  test("says the same of a wrong password and an unknown email", async () => {
    const { email } = await createUser(target);
    const { auth } = newClient(target);
    const wrong = await auth.signInWithPassword({ email, password: "not the password" });
    const unknown = await auth.signInWithPassword({ email: newEmail(), password: PASSWORD });
    expect(wrong.error).toMatchObject({ status: 400, code: "invalid_credentials" });
    expect(unknown.error).toEqual(wrong.error);
  });
});

describe("a session", () => {
  test("shows its user", async () => {
    const { id, email, client } = await createUser(target);
    const { data, error } = await client.auth.getUser();
    expect(error).toBeNull();
    expect(data.user).toMatchObject({ id, email });
  });

  test("changes its user's metadata and password", async () => {
    const { email, client } = await createUser(target);
    const changed = await client.auth.updateUser({
      password: "another password",
      data: { theme: "dark" },
    });
    expect(changed.error).toBeNull();
    expect(changed.data.user?.user_metadata).toMatchObject({ theme: "dark" });
    const { auth } = newClient(target);
    const before = await auth.signInWithPassword({ email, password: PASSWORD });
    expect(before.error).toMatchObject({ code: "invalid_credentials" });
    const after = await auth.signInWithPassword({ email, password: "another password" });
    expect(after.error).toBeNull();
  });

  test("that signs out everywhere ends the others too", async () => {
    const { email, client } = await createUser(target);
    const other = newClient(target);
    await other.auth.signInWithPassword({ email, password: PASSWORD });
    const { data } = await other.auth.getSession();
    expect((await client.auth.signOut()).error).toBeNull();
    const { error } = await newClient(target).auth.getUser(data.session?.access_token);
    expect(error?.name).toBe("AuthSessionMissingError");
    const refreshed = await other.auth.refreshSession();
    expect(refreshed.error).toMatchObject({ status: 400, code: "refresh_token_not_found" });
  });

  test("that signs out here alone leaves the others", async () => {
    const { email, client, accessToken } = await createUser(target);
    const other = newClient(target);
    await other.auth.signInWithPassword({ email, password: PASSWORD });
    expect((await client.auth.signOut({ scope: "local" })).error).toBeNull();
    expect((await other.auth.getUser()).error).toBeNull();
    const { error } = await newClient(target).auth.getUser(accessToken);
    expect(error?.name).toBe("AuthSessionMissingError");
  });

  test("that signs out the others stays", async () => {
    const { email, client } = await createUser(target);
    const other = newClient(target);
    await other.auth.signInWithPassword({ email, password: PASSWORD });
    expect((await client.auth.signOut({ scope: "others" })).error).toBeNull();
    expect((await client.auth.getUser()).error).toBeNull();
    expect((await other.auth.refreshSession()).error?.code).toBe("refresh_token_not_found");
  });
});

describe("refreshing", () => {
  test("gives a new refresh token and the same user", async () => {
    const { id, refreshToken, client } = await createUser(target);
    const { data, error } = await client.auth.refreshSession();
    expect(error).toBeNull();
    expect(data.session?.refresh_token).not.toBe(refreshToken);
    expect(data.user?.id).toBe(id);
  });

  test("twice with the same token gives both callers one successor", async () => {
    const { refreshToken } = await createUser(target);
    const [one, other] = await Promise.all([
      newClient(target).auth.refreshSession({ refresh_token: refreshToken }),
      newClient(target).auth.refreshSession({ refresh_token: refreshToken }),
    ]);
    expect([one.error, other.error]).toEqual([null, null]);
    expect(one.data.session?.refresh_token).toBe(other.data.session?.refresh_token);
  });

  test("with a token that never was is refused", async () => {
    const { error } = await newClient(target).auth.refreshSession({ refresh_token: "never-was" });
    expect(error).toMatchObject({ status: 400, code: "refresh_token_not_found" });
  });
});

function claimsOf(token: string): Record<string, unknown> {
  const claims: unknown = JSON.parse(
    Buffer.from(token.split(".")[1] ?? "", "base64url").toString(),
  );
  return { ...(claims as object) };
}
