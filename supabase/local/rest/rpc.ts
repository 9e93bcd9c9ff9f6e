/** `POST /rest/v1/rpc/<name>`: a call by named arguments. */
import { type PoolClient, escapeIdentifier } from "pg";
import { isRecord } from "../body.ts";
import { type DatabaseFunction, type FunctionArgument, findFunctions } from "./catalog.ts";
import { RestError } from "./error.ts";

export interface RpcResult {
  /** JSON, or undefined for a function that returns void. */
  json: string | undefined;
  /** Rows, where the function returns a set; 1 otherwise. */
  count: number;
  returnsSet: boolean;
}

/**
 * @param body the arguments as a JSON object. It goes to PostgreSQL as it came: no number loses digits on the way, and what a
 * `json` argument holds is read by nobody before the function.
 * @throws RestError PGRST102, PGRST202, PGRST203; and what the function raises.
 */
export async function callFunction(
  client: PoolClient,
  name: string,
  body: string,
): Promise<RpcResult> {
  const given = parseNames(body);
  const called = choose(await findFunctions(client, name), name, given);
  const { rows } = await client.query<{ json: string | null; count: number }>(
    toCall(called, name, given),
    given.length === 0 ? [] : [body],
  );
  const json = rows[0]?.json ?? "null";
  return {
    json: called.returnsVoid ? undefined : json,
    count: rows[0]?.count ?? 0,
    returnsSet: called.returnsSet,
  };
}

function parseNames(body: string): string[] {
  if (body.trim() === "") return [];
  let args: unknown;
  try {
    args = JSON.parse(body);
  } catch {
    throw new RestError(400, "PGRST102", "Empty or invalid json");
  }
  if (!isRecord(args)) throw new RestError(400, "PGRST102", "All arguments must be in one object");
  return Object.keys(args);
}

function choose(functions: DatabaseFunction[], name: string, given: string[]): DatabaseFunction {
  const fitting = functions.filter(({ args }) => fits(args, given));
  const [only] = fitting;
  if (only === undefined) {
    const signature = `public.${name}${given.length === 0 ? " without parameters" : `(${given.join(", ")})`}`;
    throw new RestError(
      404,
      "PGRST202",
      `Could not find the function ${signature} in the schema cache`,
      {
        details: `Searched for the function public.${name} with ${given.length === 0 ? "no parameters" : `parameters ${given.join(", ")}`}.`,
      },
    );
  }
  if (fitting.length > 1) {
    throw new RestError(
      300,
      "PGRST203",
      `Could not choose the best candidate function between the ${fitting.length} called ${name}`,
    );
  }
  return only;
}

function fits(args: FunctionArgument[], given: string[]): boolean {
  return (
    given.every((name) => args.some((arg) => arg.name === name)) &&
    args.every((arg) => arg.optional || given.includes(arg.name))
  );
}

function toCall(called: DatabaseFunction, name: string, given: string[]): string {
  const args = called.args.filter((arg) => given.includes(arg.name));
  const columns = args.map((arg) => `${escapeIdentifier(arg.name)} ${arg.type}`);
  const source =
    args.length === 0 ? "" : `json_to_record($1::json) as given(${columns.join(", ")}), lateral `;
  const named = args.map((arg) => {
    const argument = escapeIdentifier(arg.name);
    return `${argument} := given.${argument}`;
  });
  const call = `public.${escapeIdentifier(name)}(${named.join(", ")}) as result`;
  const output = called.returnsSet
    ? "coalesce(json_agg(result), '[]')::text as json, count(*)::int as count"
    : `${called.returnsVoid ? "null" : "to_json(result)::text"} as json, 1 as count`;
  return `select ${output} from ${source}${call}`;
}
