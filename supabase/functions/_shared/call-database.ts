import { fetchUntil } from "./fetch-until.ts";

/** The project's API: who calls, and where. */
export interface Api {
  /** PostgREST is at `/rest/v1` below it. */
  url: string;
  /** The project's public key. */
  apikey: string;
  /** Decides what the call may do. */
  token: string;
}

/**
 * Calls one of the database's functions. The answer is the caller's to read or to cancel.
 *
 * @throws what `fetch` throws: where no answer comes, where it leads elsewhere, and after `timeoutMs`, also while the answer is read.
 */
export const callDatabase = (
  { url, apikey, token }: Api,
  name: string,
  args: object,
  timeoutMs: number,
): Promise<Response> =>
  fetchUntil(`${url.replace(/\/+$/, "")}/rest/v1/rpc/${name}`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      accept: "application/json",
      authorization: `Bearer ${token}`,
      apikey,
    },
    body: JSON.stringify(args),
    // The token goes to the configured host or nowhere.
    redirect: "error",
    signal: AbortSignal.timeout(timeoutMs),
  });
