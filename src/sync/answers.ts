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

/** How a round went: whether a pull will bring something, and when the next question is due. */
export interface AnswersEnd {
  pull: boolean;
  next: number | null;
}

/** Asks for every reply that is due, oldest question first. */
export const runAnswers = async (ports: AnswerPorts): Promise<AnswersEnd> => {
  let pull = false;
  for (const question of await ports.open()) {
    if (question.notBefore > ports.clock.now()) continue;
    const outcome = await ports.ask(question.id);
    if (outcome.kind === "unreachable") break;
    const now = ports.clock.now();
    if (outcome.kind === "answered") {
      pull = true;
      // Until the pull has brought it, it is not to be asked for again.
      await ports.note(question.id, { tries: 0, notBefore: now + FIRST_RETRY_MS, failed: false });
      continue;
    }
    if (outcome.kind === "busy") {
      const notBefore = now + outcome.afterMs;
      await ports.note(question.id, { tries: question.tries, notBefore, failed: false });
      continue;
    }
    if (outcome.kind === "unknown") {
      const notBefore = now + UNKNOWN_RETRY_MS;
      await ports.note(question.id, { tries: question.tries + 1, notBefore, failed: true });
      continue;
    }
    const pause = Math.min(RETRY_MAX_MS, FIRST_RETRY_MS * 2 ** question.tries);
    const notBefore = now + Math.max(outcome.afterMs ?? 0, pause);
    await ports.note(question.id, { tries: question.tries + 1, notBefore, failed: true });
  }
  const left = (await ports.open()).map((question) => question.notBefore);
  return { pull, next: left.length > 0 ? Math.min(...left) : null };
};
