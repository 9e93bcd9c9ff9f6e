/**
 * As `fetch`, and what is read of the answer's body ends with `signal` too: reading throws the signal's reason.
 *
 * By itself Node's `fetch` may forget the signal once there is an answer. It holds the request weakly, and a reader then waits without an
 * end for a server that says nothing more.
 */
export const fetchUntil = async (
  url: string | URL,
  init: RequestInit & { signal: AbortSignal },
): Promise<Response> => {
  const response = await fetch(url, init);
  if (response.body === null) return response;
  const body = response.body.pipeThrough(new TransformStream(), { signal: init.signal });
  const { status, statusText, headers } = response;
  return new Response(body, { status, statusText, headers });
};
