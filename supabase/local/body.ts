import type { Context } from "hono";

/** Bytes. The app's own calls stay below 1 MB; hosted Supabase takes more. */
export const BODY_LIMIT = 2 * 1024 * 1024;

/** @throws TypeError when the body is no UTF-8. */
export async function readText(c: Context): Promise<string> {
  return new TextDecoder("utf-8", { fatal: true }).decode(await c.req.arrayBuffer());
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
