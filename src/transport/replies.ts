import type { AskOutcome } from "../sync/answers.ts";
import type { Backend } from "./session.ts";
import type { TokenSource } from "./token.ts";

const REPLY_TIMEOUT_MS = 90_000;

/** Asks the function `athro-reply` to answer a question. The reply itself comes by sync, to every device. */
export const askForReply = async (
  backend: Backend,
  token: TokenSource,
  uid: string,
  questionId: string,
): Promise<AskOutcome> => {
  const given = await token(uid);
  if (given.kind !== "token") return { kind: "unreachable" };
  let answer: Response;
  try {
    answer = await fetch(`${backend.url}/functions/v1/athro-reply`, {
      method: "POST",
      headers: {
        apikey: backend.key,
        authorization: `Bearer ${given.token}`,
        "content-type": "application/json",
      },
      body: JSON.stringify({ question: questionId }),
      signal: AbortSignal.timeout(REPLY_TIMEOUT_MS),
    });
  } catch {
    return { kind: "unreachable" };
  }
  const body: unknown = await answer.json().catch(() => undefined);
  // A page in the place of an answer: a captive portal speaks, not the tutor.
  if (body === undefined && answer.status < 500) return { kind: "unreachable" };
  const fields = typeof body === "object" && body !== null ? (body as Record<string, unknown>) : {};
  const afterMs = typeof fields.retry_after_ms === "number" ? fields.retry_after_ms : null;
  if (answer.status === 200 && fields.status === "answered") return { kind: "answered" };
  if (answer.status === 202) return { kind: "busy", afterMs: afterMs ?? 5_000 };
  if (answer.status === 404 && fields.error === "unknown_question") return { kind: "unknown" };
  if (answer.status === 401 || answer.status === 403) return { kind: "unreachable" };
  return { kind: "failed", afterMs };
};
