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
  SUPABASE_SERVICE_ROLE_KEY?: string;
  REMIND_SECRET?: string;
  VAPID_PUBLIC_KEY?: string;
  VAPID_PRIVATE_KEY?: string;
  VAPID_SUBJECT?: string;
  PUSH_HOSTS?: string;
}

export type FunctionHandler = (request: Request, env: FunctionEnv) => Promise<Response>;

/** Loaded at the first call. */
export const FUNCTIONS: Readonly<Record<string, FunctionHandler>> = {
  "athro-reply": async (request, env) => {
    const { handleReply } = await import("../functions/athro-reply/handler.ts");
    return handleReply(request, env);
  },
  remind: async (request, env) => {
    const { handleRemind } = await import("../functions/remind/handler.ts");
    return handleRemind(request, env);
  },
};

/** Those that no student calls: they ask for a secret of their own. */
const UNGATED: ReadonlySet<string> = new Set(["remind"]);

/** What the one who runs the backend says to functions: of each, only what is its own. */
const VARIABLES: Readonly<Record<string, readonly (keyof FunctionEnv)[]>> = {
  "athro-reply": ["TUTOR_API_URL", "TUTOR_API_KEY", "TUTOR_MODEL"],
  remind: ["REMIND_SECRET", "VAPID_PUBLIC_KEY", "VAPID_PRIVATE_KEY", "VAPID_SUBJECT", "PUSH_HOSTS"],
};

/** Only a signed-in user gets as far as a function for students, as on hosted Supabase with `verify_jwt`. */
export function functionRoutes(backend: Backend): Hono {
  const routes = new Hono();
  routes.all("/:name", async (c) => {
    const name = c.req.param("name");
    const handler = Object.hasOwn(backend.functions, name) ? backend.functions[name] : undefined;
    if (handler === undefined) {
      return c.json({ code: "NOT_FOUND", message: "Requested function was not found" }, 404);
    }
    const refusal = UNGATED.has(name) ? undefined : await refuse(c.req.header("Authorization"));
    if (refusal !== undefined) return c.json({ code: 401, message: refusal }, 401);
    try {
      return await handler(c.req.raw, await functionEnv(backend, name));
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

async function functionEnv(backend: Backend, name: string): Promise<FunctionEnv> {
  const { origin, publishableKey, env, tokens } = backend;
  const own = VARIABLES[name] ?? [];
  return {
    SUPABASE_URL: origin,
    SUPABASE_ANON_KEY: publishableKey,
    // Hosted Supabase gives it to every function; here only the one that has a use for it gets it.
    ...(UNGATED.has(name) ? { SUPABASE_SERVICE_ROLE_KEY: await tokens.signService() } : {}),
    ...Object.fromEntries(
      own.flatMap((variable) => {
        const value = env[variable];
        return value === undefined ? [] : [[variable, value]];
      }),
    ),
  };
}
