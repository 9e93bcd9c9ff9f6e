/** Asks for the replies that are missing, one after another. What is asked for is derived from the store, so nothing is forgotten. */
import type { Clock } from "./ports.ts";

/** A question that the server holds and that no reply has reached. */
export interface OpenQuestion {
  id: string;
  /** Which reply to it is wanted: 0 for the first, 1 for the first regenerated one, and so on. */
  attempt: number;
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
  /** It is more than one student may ask for: of replies on a day (more from `afterMs` on), or of characters in a question (`most`). */
  | { kind: "limited"; by: "quota"; afterMs: number | null }
  | { kind: "limited"; by: "length"; most: number | null }
  /** The tutor couldn't be had. */
  | { kind: "failed"; afterMs: number | null }
  /** The server doesn't know the question (it was deleted elsewhere, say). */
  | { kind: "unknown" }
  /** No network, or no session: the queue's own business. */
  | { kind: "unreachable" };

/** Why there is no reply yet, as the student is to be told. */
export type AskProblem = "tutor" | "quota" | "length";

/** How asking went, and when it is to be done again (local clock, ms). */
export interface AskNote {
  tries: number;
  notBefore: number;
  problem: AskProblem | null;
  /** Local clock, ms: when there will be replies again, after the day's have been asked for. */
  until?: number;
  /** How many characters a question may have, after one that is too long. */
  most?: number;
}

export interface AnswerPorts {
  open(): Promise<OpenQuestion[]>;
  ask(question: OpenQuestion): Promise<AskOutcome>;
  /** Remembers when to ask again, and whether the student is to be told that it failed. */
  note(question: OpenQuestion, next: AskNote): Promise<void>;
  /** The reply is on the server: called before the next is asked for, which may take long. */
  answered(question: OpenQuestion): void;
  clock: Pick<Clock, "now">;
}

const FIRST_RETRY_MS = 5_000;
const RETRY_MAX_MS = 600_000;
const UNKNOWN_RETRY_MS = 3_600_000;

/** How a round went. */
export interface AnswersEnd {
  /** Local clock, ms: when the next question is due; null for none. */
  next: number | null;
  /** False if the network or the session failed: how long to wait is then the caller's to say. */
  reached: boolean;
}

/** Asks for every reply that is due, oldest question first. */
export const runAnswers = async (ports: AnswerPorts): Promise<AnswersEnd> => {
  let reached = true;
  for (const question of await ports.open()) {
    if (dueAt(question, ports.clock.now()) > ports.clock.now()) continue;
    const outcome = await ports.ask(question);
    if (outcome.kind === "unreachable") {
      reached = false;
      break;
    }
    await ports.note(question, noted(question, outcome, ports.clock.now()));
    if (outcome.kind === "answered") ports.answered(question);
  }
  const now = ports.clock.now();
  const left = (await ports.open()).map((question) => dueAt(question, now));
  return { next: left.length > 0 ? Math.min(...left) : null, reached };
};

/** Nothing is put off for longer than this; what seems to be was by a clock that has been set back since, or by a foreign one. */
const dueAt = ({ notBefore }: OpenQuestion, now: number): number =>
  notBefore > now + UNKNOWN_RETRY_MS ? now : notBefore;

/** Whether a question may be asked before long: not one that the day's count, or its own length, stands against. */
export const isSoon = (question: OpenQuestion, now: number): boolean =>
  dueAt(question, now) <= now + RETRY_MAX_MS;

const noted = (
  { tries }: OpenQuestion,
  outcome: Exclude<AskOutcome, { kind: "unreachable" }>,
  now: number,
): AskNote => {
  const pause = Math.min(RETRY_MAX_MS, FIRST_RETRY_MS * 2 ** tries);
  switch (outcome.kind) {
    case "answered":
      // Until the pull has brought it, it is not to be asked for again.
      return { tries: tries + 1, notBefore: now + pause, problem: null };
    case "busy":
      return { tries, notBefore: now + Math.min(RETRY_MAX_MS, outcome.afterMs), problem: null };
    case "unknown":
      return { tries: tries + 1, notBefore: now + UNKNOWN_RETRY_MS, problem: "tutor" };
    case "limited": {
      if (outcome.by === "length") {
        const next = { tries: tries + 1, notBefore: now + UNKNOWN_RETRY_MS, problem: outcome.by };
        return outcome.most === null ? next : { ...next, most: outcome.most };
      }
      // The day's count may be raised meanwhile, and a clock may be wrong: it is worth a look from time to time.
      const wait = Math.min(UNKNOWN_RETRY_MS, outcome.afterMs ?? UNKNOWN_RETRY_MS);
      const next = { tries: tries + 1, notBefore: now + wait, problem: outcome.by };
      return outcome.afterMs === null ? next : { ...next, until: now + outcome.afterMs };
    }
    case "failed": {
      const asked = Math.min(RETRY_MAX_MS, outcome.afterMs ?? 0);
      return { tries: tries + 1, notBefore: now + Math.max(asked, pause), problem: "tutor" };
    }
  }
};
