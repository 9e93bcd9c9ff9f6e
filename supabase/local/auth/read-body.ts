import type { Context } from "hono";
import { BodyTooLarge, isRecord, readText } from "../body.ts";
import { AuthError } from "./error.ts";

/** @throws AuthError bad_json; BodyTooLarge */
export async function readBody(c: Context): Promise<Record<string, unknown>> {
  let body: unknown;
  try {
    body = JSON.parse(await readText(c));
  } catch (error) {
    if (error instanceof BodyTooLarge) throw error;
    throw new AuthError(400, "bad_json", "Could not parse request body as JSON");
  }
  if (!isRecord(body)) throw new AuthError(400, "bad_json", "The request body must be an object");
  return body;
}
