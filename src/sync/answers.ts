/** Asks for the replies that are missing, one after another. What is asked for is derived from the store, so nothing is forgotten. */
import type { Clock } from "./ports.ts";

/** A question that the server holds and that no reply has reached. */
export interface OpenQuestion {
  id: string;
  /** Local clock, ms: not to be asked before. */
  notBefore: number;
  /** Times that asking has failed. */
  tries: number;
}

export type AskOutcome =
  /** The reply is on the server: a pull brings it. */
  | { kind: "answered" }
  /** Another device is asking; see again after so many ms. */
  | { kind: "busy"; afterMs: number }
  /** The tutor couldn't be had. */
  | { kind: "failed"; afterMs: number | null }
  /** The server doesn't know the question (it was deleted elsewhere, say). */
  | { kind: "unknown" }
  /** No network, or no session: the queue's own business. */
  | { kind: "unreachable" };

export interface AnswerPorts {
  open(): Promise<OpenQuestion[]>;
  ask(questionId: string): Promise<AskOutcome>;
  /** Remembers when to ask again, and whether the student is to be told that it failed. */
  note(
    questionId: string,
    next: { tries: number; notBefore: number; failed: boolean },
  ): Promise<void>;
  clock: Pick<Clock, "now">;
}

const FIRST_RETRY_MS = 5_000;
const RETRY_MAX_MS = 600_000;
const UNKNOWN_RETRY_MS = 3_600_000;

/** How a round went. */
export interface AnswersEnd {
  /** Whether a pull will bring something. */
  pull: boolean;
  /** Local clock, ms: when the next question is due; null for none. */
  next: number | null;
  /** False if the network or the session failed: how long to wait is then the caller's to say. */
  reached: boolean;
}

/** Asks for every reply that is due, oldest question first. */
export const runAnswers = async (ports: AnswerPorts): Promise<AnswersEnd> => {
  let pull = false;
  let reached = true;
  for (const question of await ports.open()) {
    if (dueAt(question, ports.clock.now()) > ports.clock.now()) continue;
    const outcome = await ports.ask(question.id);
    if (outcome.kind === "unreachable") {
      reached = false;
      break;
    }
    if (outcome.kind === "answered") pull = true;
    await ports.note(question.id, noted(question, outcome, ports.clock.now()));
  }
  const now = ports.clock.now();
  const left = (await ports.open()).map((question) => dueAt(question, now));
  return { pull, next: left.length > 0 ? Math.min(...left) : null, reached };
};

/** Nothing is put off for longer than this; what seems to be was by a clock that has been set back since, or by a foreign one. */
const dueAt = ({ notBefore }: OpenQuestion, now: number): number =>
  notBefore > now + UNKNOWN_RETRY_MS ? now : notBefore;

const noted = (
  { tries }: OpenQuestion,
  outcome: Exclude<AskOutcome, { kind: "unreachable" }>,
  now: number,
): Parameters<AnswerPorts["note"]>[1] => {
  const pause = Math.min(RETRY_MAX_MS, FIRST_RETRY_MS * 2 ** tries);
  switch (outcome.kind) {
    case "answered":
      // Until the pull has brought it, it is not to be asked for again.
      return { tries: tries + 1, notBefore: now + pause, failed: false };
    case "busy":
      return { tries, notBefore: now + Math.min(RETRY_MAX_MS, outcome.afterMs), failed: false };
    case "unknown":
      return { tries: tries + 1, notBefore: now + UNKNOWN_RETRY_MS, failed: true };
    case "failed": {
      const asked = Math.min(RETRY_MAX_MS, outcome.afterMs ?? 0);
      return { tries: tries + 1, notBefore: now + Math.max(asked, pause), failed: true };
    }
  }
};
