import { readEnv } from "./environment.ts";
import { handleRemind } from "./handler.ts";

/** The little of Deno that is used here; the type checker of the other hosts doesn't know it. */
declare const Deno: {
  env: { get(name: string): string | undefined };
  serve(handler: (request: Request) => Promise<Response>): unknown;
};

Deno.serve((request) =>
  handleRemind(
    request,
    readEnv((name) => Deno.env.get(name)),
  ),
);
