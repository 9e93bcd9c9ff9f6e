import { PostgrestClient } from "@supabase/postgrest-js";
import type { Transport } from "../sync/ports.ts";
import type { SyncOutcome, SyncRequest } from "../sync/protocol.ts";
import { parseSyncResponse } from "./parse-response.ts";
import type { Backend } from "./session.ts";
import type { TokenSource } from "./token.ts";

/** The engine's transport over PostgREST: one `rpc('sync')` an attempt, as the user whose database it is, or not at all. */
export const createSyncTransport = (backend: Backend, token: TokenSource): Transport => {
  const client = new PostgrestClient(`${backend.url}/rest/v1`, {
    headers: { apikey: backend.key },
  });

  const attempt = async (
    request: SyncRequest,
    deadline: AbortSignal,
    refused?: string,
  ): Promise<SyncOutcome> => {
    // Another context may be renewing the token and never come to an end of it.
    const given = await Promise.race([token(request.user, refused), passed(deadline)]);
    if (given === null) return { kind: "retry", cause: "network" };
    if (given.kind === "signin") return { kind: "reauthenticate" };
    if (given.kind === "unreachable") return { kind: "retry", cause: given.cause };
    const { data, error, status } = await client
      .rpc("sync", { request })
      .setHeader("Authorization", `Bearer ${given.token}`)
      .abortSignal(deadline);
    if (!error) return accepted(data, request);
    // The token may have run out by the server's clock alone: once, a new one is tried.
    if (status === 401 && error.code && refused === undefined)
      return attempt(request, deadline, given.token);
    return outcomeOf(error, status, request);
  };

  return {
    sync: (request, timeoutMs) =>
      attempt(request, AbortSignal.timeout(timeoutMs)).catch((error: unknown) => {
        console.error("sync: no token could be had", error);
        return { kind: "retry", cause: "server" };
      }),
  };
};

/** Comes when the deadline does. */
const passed = (deadline: AbortSignal): Promise<null> =>
  new Promise((resolve) => {
    if (deadline.aborted) resolve(null);
    deadline.addEventListener("abort", () => resolve(null), { once: true });
  });

const accepted = (data: unknown, request: SyncRequest): SyncOutcome => {
  const response = parseSyncResponse(data);
  // Anything else that answers 200, another user's answer above all, is no answer of ours.
  if (response?.user !== request.user) return { kind: "retry", cause: "server" };
  // One that leads nowhere would be asked for again without end.
  const ahead = response.cursor - request.cursor;
  if (ahead < 0 || (response.more && ahead === 0)) return { kind: "retry", cause: "server" };
  return { kind: "ok", response };
};

/** Which failures are passing, which mean "smaller", and which mean "not you": [P4], [P7], [P9]. */
const outcomeOf = (
  error: { code?: string; message: string },
  status: number,
  request: SyncRequest,
): SyncOutcome => {
  if (status === 0) {
    // A request that ran into its time-out may have been too much work; with less in it, it may pass.
    const timedOut = /timeout|timed out/i.test(error.message);
    return timedOut && request.mutations.length > 1
      ? { kind: "split" }
      : { kind: "retry", cause: "network" };
  }
  if (status === 426) return { kind: "upgrade" };
  if (status === 413 || error.code === "57014") return { kind: "split" };
  // Without a code of PostgREST's it is not the server that speaks: a captive portal's page, whatever its status, is no network.
  if (!error.code && (status < 500 || status === 511) && status !== 429)
    return { kind: "retry", cause: "network" };
  if (status === 401 || status === 403) return { kind: "reauthenticate" };
  return { kind: "retry", cause: "server" };
};
