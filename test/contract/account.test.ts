/** Signing up and in as the app does it, against the real backend. */
import { createServer } from "node:http";
import { type AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from "vitest";
import { WebSocket } from "ws";
import { signIn, signUp } from "../../src/transport/account.optional.ts";
import type { Session } from "../../src/transport/session.ts";
import { newEmail, PASSWORD, startTestBackend, type TestBackend } from "../support/backend.ts";
import { type FreshDatabase, freshDatabase } from "../support/database.ts";

const HOUR_MS = 3_600_000;
const FAILED_SIGN_INS = 3;

let database: FreshDatabase;
let backend: TestBackend;
beforeAll(async () => {
  // As a browser has it, and Node 20 hasn't.
  vi.stubGlobal("WebSocket", WebSocket);
  database = await freshDatabase();
  backend = await startTestBackend({
    databaseUrl: database.url,
    signInLimits: { perEmail: FAILED_SIGN_INS, perAddress: 1_000, windowMs: 60_000 },
  });
});
afterAll(async () => {
  await backend.stop();
  await database.drop();
  vi.unstubAllGlobals();
});

const failed = (failure: string) => ({ kind: "failed", failure });

/** Signs a new student up. */
const newSession = async (email = newEmail()): Promise<Session> => {
  const result = await signUp(backend, { email, password: PASSWORD });
  if (result.kind !== "session") throw new Error(`no session: ${result.failure}`);
  return result.session;
};

describe("signing up", () => {
  test("gives the student's session, with the address as the server keeps it", async () => {
    const email = newEmail();
    const session = await newSession(`  ${email.toUpperCase()} `);
    expect(session).toMatchObject({ email, uid: expect.stringMatching(/^[0-9a-f-]{36}$/) });
    expect(session.expiresAt - Date.now()).toBeGreaterThan(HOUR_MS - 60_000);
    expect(session.expiresAt - Date.now()).toBeLessThanOrEqual(HOUR_MS);
  });

  test("is refused with the reason", async () => {
    const { email } = await newSession();
    expect(await signUp(backend, { email, password: PASSWORD })).toEqual(failed("email-taken"));
    const other = newEmail();
    expect(await signUp(backend, { email: other, password: "short" })).toEqual(
      failed("password-weak"),
    );
    expect(await signUp(backend, { email: "no address", password: PASSWORD })).toEqual(
      failed("email-invalid"),
    );
  });
});

describe("signing in", () => {
  test("gives a session of the same student, beside the one of the other device", async () => {
    const first = await newSession();
    const result = await signIn(backend, { email: first.email, password: PASSWORD });
    expect(result).toMatchObject({ kind: "session", session: { uid: first.uid } });
    expect(result).not.toMatchObject({ session: { refreshToken: first.refreshToken } });
  });

  test("says the same of a wrong password and an unknown address", async () => {
    const { email } = await newSession();
    const wrong = await signIn(backend, { email, password: "not the password" });
    expect(wrong).toEqual(failed("credentials"));
    expect(await signIn(backend, { email: newEmail(), password: PASSWORD })).toEqual(wrong);
  });

  test("after too many failures says so", async () => {
    const { email } = await newSession();
    for (let n = 0; n < FAILED_SIGN_INS; n += 1)
      await signIn(backend, { email, password: "not the password" });
    expect(await signIn(backend, { email, password: PASSWORD })).toEqual(failed("too-many"));
  });

  test.each([
    ["a server that is not there", null, "offline"],
    ["a page in the place of an answer", { status: 200, body: "<h1>Log in</h1>" }, "offline"],
    ["a gateway's page", { status: 502, body: "<h1>Bad gateway</h1>" }, "server"],
    ["a server that fails", { status: 500, body: '{"code":"unexpected_failure"}' }, "server"],
    ["an answer without a session", { status: 200, body: "{}" }, "server"],
  ] as const)("against %s fails as it should be told", async (_, answer, failure) => {
    const server = createServer((_request, response) => {
      const type = answer?.body.startsWith("<") ? "text/html" : "application/json";
      response.writeHead(answer?.status ?? 500, { "content-type": type }).end(answer?.body);
    });
    await new Promise<void>((resolve) => {
      server.listen(0, "127.0.0.1", resolve);
    });
    const close = () =>
      new Promise<unknown>((resolve) => {
        server.close(resolve);
      });
    onTestFinished(async () => void (server.listening && (await close())));
    const { port } = server.address() as AddressInfo;
    if (answer === null) await close();
    const there = { url: `http://127.0.0.1:${port}`, key: backend.key };
    expect(await signIn(there, { email: newEmail(), password: PASSWORD })).toEqual(failed(failure));
  });
});
