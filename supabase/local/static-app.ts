/** The built app, on the same origin as its backend. */
import { readFile, stat } from "node:fs/promises";
import { extname, resolve, sep } from "node:path";
import type { Context, Handler } from "hono";
import { securityHeaders } from "../../hosting/security-headers.ts";

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  ".css": "text/css; charset=utf-8",
  ".gif": "image/gif",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".ics": "text/calendar; charset=utf-8",
  ".jpg": "image/jpeg",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".map": "application/json; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json; charset=utf-8",
  ".webp": "image/webp",
  ".woff2": "font/woff2",
};

/** Vite puts a hash of the content in the names of what lies here, and nowhere else. */
const HASHED = "/assets/";

/** @param dist the build's directory. Files are read anew each time: a new build shows without a restart. */
export function serveApp(dist: string): Handler {
  const root = resolve(dist);
  return async (c) => {
    secure(c);
    if (c.req.method !== "GET" && c.req.method !== "HEAD") {
      c.header("Allow", "GET, HEAD");
      return c.text("Method not allowed", 405);
    }
    const path = toPath(c.req.url);
    if (path === undefined) return c.text("Bad request", 400);
    const wanted = path.endsWith("/") ? `${path}index.html` : path;
    const answer = await sendFile(c, root, wanted);
    if (answer !== undefined) return answer;
    // A page of the app has no file of its own; a missing script must not be answered with the page.
    const isPage = !path.startsWith(HASHED) && isNavigation(c);
    return (
      (isPage ? await sendFile(c, root, "/index.html") : undefined) ?? c.text("Not found", 404)
    );
  };
}

/** The decoded path, or undefined for one that no file of ours can have. */
function toPath(url: string): string | undefined {
  try {
    const path = decodeURIComponent(new URL(url).pathname);
    return /[\0\\]|\/\.|\/\//.test(path) ? undefined : path;
  } catch {
    return undefined;
  }
}

async function sendFile(c: Context, root: string, path: string): Promise<Response | undefined> {
  const file = resolve(root, `.${path}`);
  if (!file.startsWith(root + sep)) return undefined;
  try {
    const found = await stat(file);
    if (!found.isFile()) return undefined;
    const { mtimeMs, size } = found;
    const etag = `W/"${size.toString(36)}-${Math.round(mtimeMs).toString(36)}"`;
    c.header("ETag", etag);
    c.header(
      "Cache-Control",
      path.startsWith(HASHED) ? "public, max-age=31536000, immutable" : "no-cache",
    );
    if (
      c.req
        .header("If-None-Match")
        ?.split(/\s*,\s*/)
        .includes(etag)
    )
      return c.body(null, 304);
    const content = await readFile(file);
    c.header("Content-Type", CONTENT_TYPES[extname(file)] ?? "application/octet-stream");
    return c.body(new Uint8Array(content));
  } catch (error) {
    // There is no such file.
    if (error instanceof Error && "code" in error) return undefined;
    throw error;
  }
}

function isNavigation(c: Context): boolean {
  return (
    c.req.header("Sec-Fetch-Mode") === "navigate" ||
    (c.req.header("Accept") ?? "").includes("text/html")
  );
}

function secure(c: Context): void {
  // The Host header was checked. Not every browser takes 'self' to cover ws: as well.
  const socket = `ws://${c.req.header("Host") ?? "localhost"}`;
  for (const [name, value] of Object.entries(securityHeaders([socket]))) c.header(name, value);
}
