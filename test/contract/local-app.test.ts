/** The built app on the backend's own address, and who may come to it. */
import { mkdir, rm, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { AHEAD_HASH } from "../../hosting/next-scripts.ts";
import { type TestBackend, startTestBackend, temporaryDir } from "../support/backend.ts";
import { type FreshDatabase, freshDatabase } from "../support/database.ts";

let database: FreshDatabase;
let backend: TestBackend;
let dir: string;

beforeAll(async () => {
  dir = await temporaryDir();
  const dist = join(dir, "dist");
  await mkdir(join(dist, "assets"), { recursive: true });
  await Promise.all([
    writeFile(join(dir, "secret.txt"), "not to be seen"),
    writeFile(join(dist, "index.html"), "<!doctype html><title>Athro</title>"),
    writeFile(join(dist, "sw.js"), "// worker"),
    writeFile(join(dist, "manifest.webmanifest"), "{}"),
    writeFile(join(dist, "icon.png"), "png"),
    writeFile(join(dist, ".hidden"), "not to be seen"),
    writeFile(join(dist, "assets", "main-BdF3xQ1z.js"), "export {}"),
    writeFile(join(dist, "assets", "main-C8aK2pLw.css"), "a{}"),
  ]);
  database = await freshDatabase();
  backend = await startTestBackend({ databaseUrl: database.url, dist });
});
afterAll(async () => {
  await backend.stop();
  await database.drop();
  await rm(dir, { recursive: true });
});

const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(`${backend.url}${path}`, { headers });

/** A request as it is: fetch would tidy the path and refuse the Host. */
function rawGet(path: string, headers: Record<string, string> = {}) {
  return new Promise<{ status: number | undefined; body: string }>((resolve, reject) => {
    request({ host: "127.0.0.1", port: backend.port, path, headers }, (response) => {
      text(response).then((body) => resolve({ status: response.statusCode, body }), reject);
    })
      .on("error", reject)
      .end();
  });
}

describe("files", () => {
  test.each([
    ["/", "text/html; charset=utf-8", "no-cache"],
    ["/index.html", "text/html; charset=utf-8", "no-cache"],
    ["/sw.js", "text/javascript; charset=utf-8", "no-cache"],
    ["/manifest.webmanifest", "application/manifest+json; charset=utf-8", "no-cache"],
    ["/icon.png", "image/png", "no-cache"],
    [
      "/assets/main-BdF3xQ1z.js",
      "text/javascript; charset=utf-8",
      "public, max-age=31536000, immutable",
    ],
    ["/assets/main-C8aK2pLw.css", "text/css; charset=utf-8", "public, max-age=31536000, immutable"],
  ])("%s is %s, %s", async (path, type, caching) => {
    const response = await get(path);
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe(type);
    expect(response.headers.get("cache-control")).toBe(caching);
  });

  test("are not sent again to who has them", async () => {
    const etag = (await get("/sw.js")).headers.get("etag") ?? "";
    const response = await get("/sw.js", { "If-None-Match": etag });
    expect(response.status).toBe(304);
    expect(await response.text()).toBe("");
  });

  test("of a new build are served at once", async () => {
    const before = await get("/icon.png");
    await writeFile(join(dir, "dist", "icon.png"), "another png");
    const after = await get("/icon.png");
    expect(await after.text()).toBe("another png");
    expect(after.headers.get("etag")).not.toBe(before.headers.get("etag"));
  });

  test.each([
    "/../secret.txt",
    "/%2e%2e/secret.txt",
    "/..%2fsecret.txt",
    "/assets/..%2f..%2fsecret.txt",
    "/..%5csecret.txt",
    "//secret.txt",
    "/.hidden",
    "/assets",
    "/%00",
    "/%ff",
    "/%zz",
  ])("outside the build are out of reach: %s", async (path) => {
    const { status, body } = await rawGet(path);
    expect([400, 404]).toContain(status);
    expect(body).not.toContain("not to be seen");
  });
});

describe("pages", () => {
  const navigation = { Accept: "text/html,application/xhtml+xml" };

  test("of any path are the app", async () => {
    const response = await get("/calendar/2026-11", navigation);
    expect(response.status).toBe(200);
    expect(await response.text()).toContain("<title>Athro</title>");
    expect(response.headers.get("cache-control")).toBe("no-cache");
  });

  test("are no answer to a missing script, nor to the API", async () => {
    expect((await get("/assets/gone-11111111.js", navigation)).status).toBe(404);
    expect((await get("/gone.js")).status).toBe(404);
    const api = await get("/storage/v1/object", navigation);
    expect(api.status).toBe(404);
    expect(await api.json()).toMatchObject({ code: "not_found" });
  });

  test("can only be read", async () => {
    const response = await fetch(`${backend.url}/`, { method: "POST", body: "x" });
    expect(response.status).toBe(405);
  });

  test("may run nothing but the app's own code", async () => {
    const { headers } = await get("/");
    const directives = (headers.get("content-security-policy") ?? "").split("; ");
    expect(directives).toEqual(
      expect.arrayContaining([
        "default-src 'none'",
        `script-src 'self' ${AHEAD_HASH}`,
        "style-src 'self'",
        `connect-src 'self' ws://localhost:${backend.port}`,
        "base-uri 'none'",
        "frame-ancestors 'none'",
      ]),
    );
    expect(headers.get("content-security-policy")).not.toMatch(/unsafe|\*/);
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("referrer-policy")).toBe("no-referrer");
    expect(headers.get("cross-origin-opener-policy")).toBe("same-origin");
  });
});

describe("who comes from elsewhere", () => {
  test("by a name of their own for this address is turned away", async () => {
    for (const path of ["/", "/auth/v1/user"]) {
      const { status } = await rawGet(path, { Host: `evil.example:${backend.port}` });
      expect(status).toBe(403);
    }
    expect((await rawGet("/", { Host: `127.0.0.1:${backend.port}` })).status).toBe(200);
    expect((await rawGet("/", { Host: `[::1]:${backend.port}` })).status).toBe(200);
  });

  test("by a page of another site may not use the API", async () => {
    const foreign = { apikey: backend.key, Origin: "https://evil.example" };
    expect((await get("/rest/v1/chat_sessions", foreign)).status).toBe(403);
    const sandboxed = { apikey: backend.key, Origin: "null" };
    expect((await get("/rest/v1/chat_sessions", sandboxed)).status).toBe(403);
  });

  test("by the development server's page may, preflight included", async () => {
    const Origin = "http://localhost:5173";
    for (const path of ["/rest/v1/rpc/sync", "/auth/v1/token", "/functions/v1/athro-reply"]) {
      const preflight = await fetch(`${backend.url}${path}`, {
        method: "OPTIONS",
        headers: {
          Origin,
          "Access-Control-Request-Method": "POST",
          "Access-Control-Request-Headers": "apikey,authorization,content-type,x-client-info",
        },
      });
      expect(preflight.status).toBe(204);
      expect(preflight.headers.get("access-control-allow-origin")).toBe(Origin);
      expect(preflight.headers.get("access-control-allow-headers")).toContain("x-client-info");
    }
    const response = await get("/rest/v1/chat_sessions", { apikey: backend.key, Origin });
    expect(response.status).toBe(401);
    expect(response.headers.get("access-control-allow-origin")).toBe(Origin);
  });
});
