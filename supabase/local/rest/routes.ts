/** `/rest/v1`: the part of PostgREST that the app and its tests use. */
import { type Context, Hono } from "hono";
import type { PoolClient } from "pg";
import { bearerOf, identify } from "../api-key.ts";
import type { Backend } from "../backend.ts";
import { BodyTooLarge, answerTooLarge, readText } from "../body.ts";
import { type Role, runAs } from "../identity.ts";
import { RestError, asRestError } from "./error.ts";
import { type TableQuery, parseTableQuery } from "./query.ts";
import { callFunction } from "./rpc.ts";
import { type TableRows, deleteRows, insertRows, readTable, updateRows } from "./tables.ts";

const COUNT = "count=exact";

export function restRoutes(backend: Backend): Hono {
  const routes = new Hono();

  routes.use(async (c, next) => {
    const reads = c.req.method === "GET" || c.req.method === "HEAD";
    const profile = c.req.header(reads ? "Accept-Profile" : "Content-Profile") ?? "public";
    if (profile === "public") return next();
    return sendError(
      new RestError(406, "PGRST106", `Invalid schema: ${profile}`, {
        hint: "Only the following schemas are exposed: public",
      }),
    );
  });

  routes.post("/rpc/:name", (c) =>
    answer(c, async (run) => {
      const body = await readText(c);
      const result = await run(async (client) => {
        const called = await callFunction(client, c.req.param("name"), body);
        if (called.returnsSet) requireOne(c, called.count);
        return called;
      });
      if (result.json === undefined) return c.body(null, 204);
      return result.returnsSet ? sendRows(c, 200, result.json) : send(200, result.json);
    }),
  );

  routes.get("/:table", (c) =>
    answer(c, async (run) => {
      const query = parseTableQuery(paramsOf(c));
      const { json, count, total } = await run(async (client) => {
        const rows = await readTable(client, c.req.param("table"), query, prefers(c, COUNT));
        requireOne(c, rows.count);
        return rows;
      });
      const range = count === 0 ? "*" : `${query.offset}-${query.offset + count - 1}`;
      const partial = total !== undefined && count < total;
      const headers = new Headers({ "Content-Range": `${range}/${total ?? "*"}` });
      return sendRows(c, partial ? 206 : 200, json, headers);
    }),
  );

  routes.post("/:table", (c) =>
    answer(c, async (run) => {
      if ((c.req.header("Prefer") ?? "").includes("resolution=")) {
        throw new RestError(400, "PGRST100", "Upserts are not available on the local backend");
      }
      const body = await readText(c);
      return write(c, run, 201, 201, (client, table, query, returning) =>
        insertRows(client, table, query, body, returning),
      );
    }),
  );

  routes.patch("/:table", (c) =>
    answer(c, async (run) => {
      const body = await readText(c);
      return write(c, run, 200, 204, (client, table, query, returning) =>
        updateRows(client, table, query, body, returning),
      );
    }),
  );

  routes.delete("/:table", (c) => answer(c, (run) => write(c, run, 200, 204, deleteRows)));

  return routes;

  async function answer(c: Context, handle: (run: Run) => Promise<Response>): Promise<Response> {
    let role: Role = "anon";
    try {
      const identity = await identify(backend, bearerOf(c.req.header("Authorization")));
      role = identity.role;
      return await handle((work) => runAs(backend.pool, identity, work));
    } catch (error) {
      if (error instanceof BodyTooLarge) return answerTooLarge(c);
      const known = asRestError(error, role);
      if (known !== undefined) return sendError(known);
      backend.report(`rest ${c.req.method} ${c.req.path} failed`, error);
      return sendError(new RestError(500, "XX000", "The backend failed; see its log."));
    }
  }
}

/** Runs the work in one transaction, as the caller. */
type Run = <T>(work: (client: PoolClient) => Promise<T>) => Promise<T>;

type Write = (
  client: PoolClient,
  table: string,
  query: TableQuery,
  returning: boolean,
) => Promise<TableRows>;

async function write(
  c: Context,
  run: Run,
  statusWithRows: number,
  statusWithout: 201 | 204,
  work: Write,
): Promise<Response> {
  const query = parseTableQuery(paramsOf(c));
  const returning = prefers(c, "return=representation");
  const { json } = await run(async (client) => {
    const rows = await work(client, c.req.param("table") ?? "", query, returning);
    if (returning) requireOne(c, rows.count);
    return rows;
  });
  return returning ? sendRows(c, statusWithRows, json) : c.body(null, statusWithout);
}

function paramsOf(c: Context): URLSearchParams {
  return new URL(c.req.url).searchParams;
}

function prefers(c: Context, wish: string): boolean {
  return (c.req.header("Prefer") ?? "").split(/\s*,\s*/).includes(wish);
}

function wantsOne(c: Context): boolean {
  return (c.req.header("Accept") ?? "").includes("application/vnd.pgrst.object+json");
}

/** Inside the transaction: a write that did not change the one row that was meant is undone. */
function requireOne(c: Context, count: number): void {
  if (!wantsOne(c) || count === 1) return;
  throw new RestError(406, "PGRST116", "Cannot coerce the result to a single JSON object", {
    details: `The result contains ${count} rows`,
  });
}

/** The brackets of an array of one are its first and last characters. */
function sendRows(c: Context, status: number, json: string, headers = new Headers()): Response {
  return send(status, wantsOne(c) ? json.slice(1, -1) : json, headers);
}

function send(status: number, json: string, headers = new Headers()): Response {
  headers.set("Content-Type", "application/json; charset=utf-8");
  return new Response(json, { status, headers });
}

function sendError({ status, code, message, details, hint }: RestError): Response {
  const headers = new Headers();
  if (code === "PGRST301" || code === "PGRST303") {
    headers.set("WWW-Authenticate", `Bearer error="invalid_token", error_description="${message}"`);
  }
  return send(status, JSON.stringify({ code, message, details, hint }), headers);
}
