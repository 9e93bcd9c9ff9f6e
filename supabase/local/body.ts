import type { Context, MiddlewareHandler } from "hono";

/** Bytes. The app's own calls stay below 1 MB; hosted Supabase takes more. */
const BODY_LIMIT = 2 * 1024 * 1024;

export class BodyTooLarge extends Error {
  override name = "BodyTooLarge";
}

export class NotUtf8 extends Error {
  override name = "NotUtf8";
}

/** By its announced length at once; one that announces none is counted as `readText` reads it. */
export const refuseLargeBodies: MiddlewareHandler = (c, next) => {
  if (Number(c.req.header("Content-Length") ?? 0) > BODY_LIMIT) throw new BodyTooLarge();
  return next();
};

export function answerTooLarge(c: Context): Response {
  const message = `The request body is larger than ${BODY_LIMIT} bytes`;
  // The rest of it is not read, so the connection cannot carry another request.
  c.header("Connection", "close");
  return c.json({ code: "413", message, details: null, hint: null }, 413);
}

/** @throws BodyTooLarge, NotUtf8 */
export async function readText(c: Context): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of c.req.raw.body ?? []) {
    size += chunk.length;
    if (size > BODY_LIMIT) throw new BodyTooLarge();
    chunks.push(chunk);
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(chunks));
  } catch {
    throw new NotUtf8("The body is not UTF-8");
  }
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
