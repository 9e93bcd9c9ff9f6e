/** `/functions/v1/<name>`: the edge functions, run in this process. */
import { Hono } from "hono";
import { bearerOf, identify } from "./api-key.ts";
import type { Backend } from "./backend.ts";
import { TokenError } from "./tokens.ts";

interface FunctionEnv {
  /** The backend's own origin. */
  SUPABASE_URL: string;
  SUPABASE_ANON_KEY: string;
  TUTOR_API_URL?: string;
  TUTOR_API_KEY?: string;
  TUTOR_MODEL?: string;
}

export type FunctionHandler = (request: Request, env: FunctionEnv) => Promise<Response>;

/** Loaded at the first call. */
export const FUNCTIONS: Readonly<Record<string, FunctionHandler>> = {
  "athro-reply": async (request, env) => {
    const { handleReply } = await import("../functions/athro-reply/handler.ts");
    return handleReply(request, env);
  },
};

/** Only a signed-in user gets as far as a function, as on hosted Supabase with `verify_jwt`. */
export function functionRoutes(backend: Backend): Hono {
  const routes = new Hono();
  routes.all("/:name", async (c) => {
    const name = c.req.param("name");
    const handler = Object.hasOwn(backend.functions, name) ? backend.functions[name] : undefined;
    if (handler === undefined) {
      return c.json({ code: "NOT_FOUND", message: "Requested function was not found" }, 404);
    }
    const refusal = await refuse(c.req.header("Authorization"));
    if (refusal !== undefined) return c.json({ code: 401, message: refusal }, 401);
    try {
      return await handler(c.req.raw, functionEnv(backend));
    } catch (error) {
      backend.report(`the function ${name} failed`, error);
      return c.json({ code: "WORKER_ERROR", message: "Function exited due to an error" }, 500);
    }
  });
  return routes;

  async function refuse(header: string | undefined): Promise<string | undefined> {
    const bearer = bearerOf(header);
    if (bearer === undefined) return "Missing authorization header";
    try {
      const { role } = await identify(backend, bearer);
      return role === "anon" ? "Invalid JWT" : undefined;
    } catch (error) {
      if (error instanceof TokenError) return error.expired ? "JWT expired" : "Invalid JWT";
      throw error;
    }
  }
}

function functionEnv({ origin, publishableKey, env }: Backend): FunctionEnv {
  const { TUTOR_API_URL, TUTOR_API_KEY, TUTOR_MODEL } = env;
  return {
    SUPABASE_URL: origin,
    SUPABASE_ANON_KEY: publishableKey,
    ...(TUTOR_API_URL === undefined ? {} : { TUTOR_API_URL }),
    ...(TUTOR_API_KEY === undefined ? {} : { TUTOR_API_KEY }),
    ...(TUTOR_MODEL === undefined ? {} : { TUTOR_MODEL }),
  };
}
