import type { Backend } from "./session.ts";

const TIMEOUT_MS = 15_000;

/** Whether an account was deleted ([U13]). */
export type AccountState =
  | "deleted"
  /** The server says nothing of the kind. */
  | "unknown"
  /** No answer of the server's. */
  | "unreachable";

/**
 * Asks what became of an account whose session has ended. `epoch` is that of the server with which this device has synced. Only an answer
 * that is complete, about this very account, and from that server's own history counts as `deleted`: no status, no error and no
 * page can be taken for it, since none of them can know the epoch, which is not in the question.
 */
export const askAccountState = async (
  backend: Backend,
  uid: string,
  epoch: string,
): Promise<AccountState> => {
  let answer: Response;
  try {
    answer = await fetch(`${backend.url}/rest/v1/rpc/account_state`, {
      method: "POST",
      headers: { apikey: backend.key, "content-type": "application/json" },
      body: JSON.stringify({ student: uid }),
      cache: "no-store",
      redirect: "error",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  } catch {
    return "unreachable";
  }
  const body: unknown = await answer.json().catch(() => undefined);
  if (answer.status !== 200 || typeof body !== "object" || body === null) return "unreachable";
  const { user, state, epoch: deletedIn, deleted_at } = body as Record<string, unknown>;
  if (user !== uid || (state !== "deleted" && state !== "unknown")) return "unreachable";
  return state === "deleted" && deletedIn === epoch && Number.isSafeInteger(deleted_at)
    ? "deleted"
    : "unknown";
};
