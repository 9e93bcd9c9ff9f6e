import { type Api, callDatabase } from "../_shared/call-database.ts";
import { causeOf, isRecord, parseJson, readText } from "./wire.ts";

/** The project's API as the asking student may use it: the token is the student's own, so row level security decides. */
export interface StudentApi extends Api {
  /** ms for one call. */
  timeoutMs: number;
}

export interface Turn {
  role: "user" | "assistant" | "system";
  content: string;
}

/** The right to answer one question, for as long as the database's lease on it lasts. */
export interface Claim {
  replyId: string;
  /** Opaque: handed back as it came. */
  lease: string | number;
  athroId: string;
  question: string;
  /** The session before the question, oldest first. */
  history: readonly Turn[];
  /** The student's preferences for this Athro, as they were stored: null where there is none, and not checked yet. */
  language?: unknown;
  confidence?: unknown;
}

/** The call itself did not work; `cause` is for the server's log and holds nothing that was sent. */
type Trouble = { status: "unauthorized" } | { status: "unavailable"; cause: string };

export type ClaimOutcome =
  | { status: "claimed"; claim: Claim }
  | { status: "answered"; replyId: string }
  /** `written`: what the one who is answering has so far, if it is this question. */
  | { status: "busy"; retryAfterMs: number; written?: string }
  | { status: "unknown" }
  /** The question has more than `most` characters. */
  | { status: "too_long"; most: number }
  /** The day's replies, `most` of them, have been asked for. */
  | { status: "quota"; most: number; retryAfterMs: number }
  | Trouble;

/** `stop`: the student wants no more of it. `lost`: someone else has taken the claim over. */
export type WriteOutcome = { status: "writing" | "stop" | "lost" } | Trouble;

/** How a reply ended that is not whole. */
export type Ended = "stopped" | "cut";

export type SaveOutcome =
  | { status: "saved" }
  | { status: "already" }
  | { status: "lost" }
  | Trouble;

/** A claim carries a question and a bounded history; anything larger is not ours. */
const RESPONSE_BYTES_MAX = 8 * 1024 * 1024;
const SAVE_TRIES = 2;

const call = async (
  api: StudentApi,
  name: string,
  args: Record<string, unknown>,
): Promise<{ status: "ok"; value: unknown } | Trouble> => {
  try {
    const response = await callDatabase(api, name, args, api.timeoutMs);
    const text = await readText(response, RESPONSE_BYTES_MAX);
    if (response.status === 401 || response.status === 403) return { status: "unauthorized" };
    if (!response.ok) return { status: "unavailable", cause: `${name}: status ${response.status}` };
    return { status: "ok", value: parseJson(text) };
  } catch (error) {
    return { status: "unavailable", cause: `${name}: ${causeOf(error)}` };
  }
};

const unreadable = (name: string): Trouble => ({
  status: "unavailable",
  cause: `${name}: answer of another shape`,
});

const isTurn = (value: unknown): value is Turn =>
  isRecord(value) &&
  (value["role"] === "user" || value["role"] === "assistant" || value["role"] === "system") &&
  typeof value["content"] === "string";

const parseClaim = (value: Readonly<Record<string, unknown>>): Claim | undefined => {
  const { reply_id: replyId, lease, athro_id: athroId, question, history } = value;
  const { language, confidence } = value;
  if (typeof replyId !== "string") return undefined;
  if (typeof lease !== "string" && typeof lease !== "number") return undefined;
  if (typeof athroId !== "string" || typeof question !== "string") return undefined;
  if (!Array.isArray(history) || !history.every(isTurn)) return undefined;
  return { replyId, lease, athroId, question, history, language, confidence };
};

/** Takes the claim on one attempt to answer a question. The question and its history come from here alone ([A3]). */
export const claimReply = async (
  api: StudentApi,
  question: string,
  attempt: number,
): Promise<ClaimOutcome> => {
  const answer = await call(api, "claim_reply", { question, attempt });
  if (answer.status !== "ok") return answer;
  const { value } = answer;
  if (!isRecord(value)) return unreadable("claim_reply");
  switch (value["status"]) {
    case "claimed": {
      const claim = parseClaim(value);
      return claim === undefined ? unreadable("claim_reply") : { status: "claimed", claim };
    }
    case "answered": {
      const replyId = value["reply_id"];
      return typeof replyId === "string"
        ? { status: "answered", replyId }
        : unreadable("claim_reply");
    }
    case "unknown":
      return { status: "unknown" };
    default:
      return parseRefusal(value) ?? unreadable("claim_reply");
  }
};

const parseRefusal = (value: Readonly<Record<string, unknown>>): ClaimOutcome | undefined => {
  const { status, retry_after_ms: wait, most, written } = value;
  if (status === "too_long" && typeof most === "number") return { status, most };
  if (typeof wait !== "number" || !Number.isFinite(wait)) return undefined;
  const retryAfterMs = Math.max(0, Math.ceil(wait));
  if (status === "busy")
    return { status, retryAfterMs, ...(typeof written === "string" ? { written } : {}) };
  if (status === "quota" && typeof most === "number") return { status, most, retryAfterMs };
  return undefined;
};

/** Keeps the claim, and what is written so far, for whoever asks meanwhile. */
export const writeReply = async (
  api: StudentApi,
  claim: Claim,
  written: string,
): Promise<WriteOutcome> => {
  const args = { reply: claim.replyId, lease: claim.lease, written };
  const answer = await call(api, "write_reply", args);
  if (answer.status !== "ok") return answer;
  const status = isRecord(answer.value) ? answer.value["status"] : undefined;
  if (status === "writing" || status === "stop" || status === "lost") return { status };
  return unreadable("write_reply");
};

/** Stores the reply, with a second try where the first got no clear answer: saving twice stores once ([A1]). */
export const saveReply = async (
  api: StudentApi,
  claim: Claim,
  content: string,
  ended: Ended | null,
): Promise<SaveOutcome> => {
  let outcome: SaveOutcome = { status: "unavailable", cause: "save_reply: not tried" };
  for (let tries = 0; tries < SAVE_TRIES && outcome.status === "unavailable"; tries++) {
    outcome = await saveOnce(api, claim, content, ended);
  }
  return outcome;
};

const saveOnce = async (
  api: StudentApi,
  claim: Claim,
  content: string,
  ended: Ended | null,
): Promise<SaveOutcome> => {
  const args = { reply: claim.replyId, lease: claim.lease, content, ended };
  const answer = await call(api, "save_reply", args);
  if (answer.status !== "ok") return answer;
  const status = isRecord(answer.value) ? answer.value["status"] : undefined;
  if (status === "saved" || status === "already" || status === "lost") return { status };
  return unreadable("save_reply");
};

/** Gives the claim back, so that the next request need not wait for its lease to run out. True if the database took it. */
export const releaseReply = async (api: StudentApi, claim: Claim): Promise<boolean> => {
  const answer = await call(api, "release_reply", { reply: claim.replyId, lease: claim.lease });
  return answer.status === "ok";
};
