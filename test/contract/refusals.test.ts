import { SignJWT, UnsecuredJWT } from "jose";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type TestUser, createUser } from "../support/backend.ts";
import { syncRequest } from "./sync-call.ts";
import { type Target, openTarget } from "./target.ts";

let target: Target;
let user: TestUser;
beforeAll(async () => {
  target = await openTarget();
  user = await createUser(target);
});
afterAll(() => target.close());

function post(path: string, body: string, headers: Record<string, string> = {}) {
  return fetch(`${target.url}${path}`, {
    method: "POST",
    body,
    headers: { apikey: target.key, "Content-Type": "application/json", ...headers },
  });
}

const callSync = (bearer: string) =>
  post("/rest/v1/rpc/sync", JSON.stringify({ request: syncRequest(user.id) }), {
    Authorization: `Bearer ${bearer}`,
  });

const claims = () => ({ sub: user.id, role: "authenticated", aud: "authenticated" });
const asUser = () => ({ Authorization: `Bearer ${user.accessToken}` });
const anHour = 3600;
const now = () => Math.floor(Date.now() / 1000);

describe("a token", () => {
  test("of the user's own is taken", async () => {
    expect((await callSync(user.accessToken)).status).toBe(200);
  });

  test("without a signature is refused", async () => {
    const token = new UnsecuredJWT(claims()).setExpirationTime(now() + anHour).encode();
    const response = await callSync(token);
    expect(response.status).toBe(401);
    expect((await response.json()).code).toMatch(/^PGRST30/);
  });

  test("signed with another secret is refused", async () => {
    const token = await new SignJWT(claims())
      .setProtectedHeader({ alg: "HS256" })
      .setExpirationTime(now() + anHour)
      .sign(new TextEncoder().encode("a secret that is long enough, but not ours"));
    const response = await callSync(token);
    expect(response.status).toBe(401);
    expect((await response.json()).code).toMatch(/^PGRST30/);
  });

  test("with another user's sub under the old signature is refused", async () => {
    const [header = "", payload = "", signature = ""] = user.accessToken.split(".");
    const parsed = JSON.parse(Buffer.from(payload, "base64url").toString());
    const forged = Buffer.from(JSON.stringify({ ...parsed, role: "service_role" }));
    const response = await callSync(`${header}.${forged.toString("base64url")}.${signature}`);
    expect(response.status).toBe(401);
  });

  test("that is none at all does not count as the key", async () => {
    const response = await callSync("garbage");
    expect(response.status).toBe(401);
  });
});

describe("the API key", () => {
  test("is needed, and has to be right", async () => {
    for (const path of ["/rest/v1/rpc/sync", "/auth/v1/token?grant_type=password"]) {
      const missing = await fetch(`${target.url}${path}`, { method: "POST", body: "{}" });
      expect(missing.status).toBe(401);
      const wrong = await post(path, "{}", { apikey: "sb_publishable_of_another_project" });
      expect(wrong.status).toBe(401);
    }
  });

  test("is not replaced by a user's token", async () => {
    const response = await post("/rest/v1/rpc/sync", "{}", { apikey: user.accessToken });
    expect(response.status).toBe(401);
  });
});

describe("a body", () => {
  test("that is no JSON is a bad request", async () => {
    const rest = await post("/rest/v1/rpc/sync", '{"request": ', asUser());
    expect(rest.status).toBe(400);
    expect(await rest.json()).toMatchObject({ code: "PGRST102" });
    const auth = await post("/auth/v1/signup", "{");
    expect(auth.status).toBe(400);
    expect(await auth.json()).toMatchObject({ error_code: "bad_json" });
  });

  test("with a NUL in its JSON is refused as a whole or in part, never a server error", async () => {
    const request = syncRequest(user.id, {
      mutations: ['{"mid": "\u0000"}', String.raw`"\u0000"`],
    });
    const response = await post("/rest/v1/rpc/sync", JSON.stringify({ request }), asUser());
    expect(response.status).toBeLessThan(500);
    const signup = await post(
      "/auth/v1/signup",
      JSON.stringify({ email: "a\0@example.org", password: "long enough" }),
    );
    expect(signup.status).toBe(400);
  });

  test("never brings an error with a stack trace or a file name", async () => {
    const response = await post("/rest/v1/rpc/sync", '{"request": [1]}', asUser());
    expect(response.status).toBeGreaterThanOrEqual(400);
    const text = await response.text();
    expect(Object.keys(JSON.parse(text))).toEqual(
      expect.arrayContaining(["code", "message", "details", "hint"]),
    );
    expect(text).not.toMatch(/\bat .+:\d+:\d+|\.ts\b|node_modules/);
  });
});
