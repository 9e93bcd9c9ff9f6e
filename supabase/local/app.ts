/** All of the backend's HTTP, put together. */
import { Hono } from "hono";
import { cors } from "hono/cors";
import { requireApiKey } from "./api-key.ts";
import { authRoutes } from "./auth/routes.ts";
import type { Backend } from "./backend.ts";
import { BodyTooLarge, answerTooLarge, refuseLargeBodies } from "./body.ts";
import { functionRoutes } from "./functions.ts";
import { isLoopbackHost, isLoopbackOrigin } from "./hosts.ts";
import { restRoutes } from "./rest/routes.ts";
import { serveApp } from "./static-app.ts";

/** @param dist the built app; without it only the API is served. */
export function createApp(backend: Backend, dist: string | undefined): Hono {
  const app = new Hono();

  app.onError((error, c) => {
    if (error instanceof BodyTooLarge) return answerTooLarge(c);
    backend.report(`${c.req.method} ${c.req.path} failed`, error);
    return c.json({ message: "The backend failed; see its log." }, 500);
  });
  app.use(async (c, next) => {
    if (!isLoopbackHost(c.req.header("Host"))) {
      return c.json({ message: "Athro answers at localhost only" }, 403);
    }
    c.header("X-Content-Type-Options", "nosniff");
    return next();
  });

  for (const prefix of ["/auth/v1", "/rest/v1", "/functions/v1", "/realtime/v1"]) {
    app.use(`${prefix}/*`, async (c, next) => {
      if (isLoopbackOrigin(c.req.header("Origin"))) return next();
      return c.json({ message: "This backend serves pages of this machine only" }, 403);
    });
    // The page may come from the development server, on another port.
    app.use(
      `${prefix}/*`,
      cors({
        origin: (origin) => origin,
        allowMethods: ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"],
        exposeHeaders: ["Content-Range", "X-Supabase-Api-Version"],
        maxAge: 3600,
      }),
    );
    app.use(`${prefix}/*`, refuseLargeBodies);
  }
  app.use("/auth/v1/*", requireApiKey(backend));
  app.use("/rest/v1/*", requireApiKey(backend));
  app.route("/auth/v1", authRoutes(backend));
  app.route("/rest/v1", restRoutes(backend));
  app.route("/functions/v1", functionRoutes(backend));

  for (const api of ["/auth/*", "/rest/*", "/functions/*", "/realtime/*", "/storage/*"]) {
    app.all(api, (c) =>
      c.json({ code: "not_found", message: "The local backend has no such endpoint" }, 404),
    );
  }
  if (dist !== undefined) app.all("*", serveApp(dist));
  return app;
}
