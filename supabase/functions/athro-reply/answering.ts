/** Writes one reply that has been claimed, from the first word to the saved row, whoever is listening. */
import { coach } from "./coach.ts";
import { tutorMessages } from "./conversation.ts";
import { type Claim, type Ended, releaseReply, saveReply, writeReply } from "./database.ts";
import type { StudentApi } from "./database.ts";
import type { ReplyEnv } from "./environment.ts";
import { log } from "./log.ts";
import { createReplyText } from "./reply-text.ts";
import { NOTHING, storable } from "./text.ts";
import { askTutor } from "./tutor.ts";

/** In ms. The database's lease on a claim (30 s) has to outlast a few of the calls that keep it, and a save. */
export interface Deadlines {
  /** For one call to the database. */
  databaseMs: number;
  /** For the tutor's whole reply. */
  tutorMs: number;
  /** For how long the tutor may say nothing. */
  silenceMs: number;
  /** Between two times of telling the database what is written so far. */
  tellMs: number;
}

export type Answered =
  | { status: "answered"; ended: Ended | null }
  | { status: "tutor_busy"; retryAfterMs: number }
  | { status: "tutor_unavailable" | "database_unavailable" | "unauthorized" }
  /** Another has taken the claim over. */
  | { status: "lost" };

interface Answering {
  api: StudentApi;
  claim: Claim;
  attempt: number;
  env: ReplyEnv;
  deadlines: Deadlines;
  /** Hears each piece of the reply as it is written. */
  heard(text: string): void;
}

/** Never throws. */
export const answer = async (answering: Answering): Promise<Answered> => {
  const { api, claim, attempt, env, deadlines, heard } = answering;
  const url = env.TUTOR_API_URL;
  if (url === undefined) {
    const content = coach(claim, attempt);
    heard(content);
    return save(answering, content, null);
  }

  const reply = createReplyText();
  const keeping = keepClaim(api, claim, () => reply.content(), deadlines.tellMs);
  const end = await askTutor(
    {
      url,
      key: env.TUTOR_API_KEY,
      model: env.TUTOR_MODEL,
      timeoutMs: deadlines.tutorMs,
      silenceMs: deadlines.silenceMs,
    },
    tutorMessages(claim),
    { reply, heard, stop: keeping.ended },
  );
  const order = await keeping.end();
  if (order === "lost") return { status: "lost" };
  const stopped = order === "stop";
  if (stopped) return save(answering, reply.content() || NOTHING, "stopped");
  switch (end.kind) {
    case "whole":
      return save(answering, reply.content(), null);
    case "cut":
      log(`tutor: ${end.cause}`);
      return save(answering, reply.content(), "cut");
    case "busy":
      await giveBack(api, claim);
      return { status: "tutor_busy", retryAfterMs: end.retryAfterMs };
    case "unavailable":
      log(`tutor: ${end.cause}`);
      await giveBack(api, claim);
      return { status: "tutor_unavailable" };
  }
};

const save = async (
  { api, claim }: Answering,
  content: string,
  ended: Ended | null,
): Promise<Answered> => {
  const saved = await saveReply(api, claim, storable(content), ended);
  switch (saved.status) {
    case "saved":
    case "already":
      return { status: "answered", ended };
    case "lost":
      return { status: "lost" };
    case "unauthorized":
      // The token ran out meanwhile, so it can't give the claim back either.
      return { status: "unauthorized" };
    case "unavailable":
      log(saved.cause);
      await giveBack(api, claim);
      return { status: "database_unavailable" };
  }
};

const giveBack = async (api: StudentApi, claim: Claim): Promise<void> => {
  if (!(await releaseReply(api, claim))) log("release_reply failed; the lease will run out");
};

/**
 * Tells the database every `tellMs` how far the reply is. `ended` fires when the student has it stop or another has taken over;
 * `end` ends the telling and says which of the two it was, if any. A call that fails is made up for by the next.
 */
const keepClaim = (
  api: StudentApi,
  claim: Claim,
  written: () => string,
  tellMs: number,
): { ended: AbortSignal; end(): Promise<"stop" | "lost" | null> } => {
  const ended = new AbortController();
  let order: "stop" | "lost" | null = null;
  let telling = Promise.resolve();
  const tell = async (): Promise<void> => {
    const { status } = await writeReply(api, claim, written());
    if (status !== "stop" && status !== "lost") return;
    order = status;
    ended.abort();
  };
  let timer: ReturnType<typeof setTimeout> | undefined;
  const plan = (): void => {
    timer = setTimeout(() => {
      telling = tell().finally(() => {
        if (timer !== undefined && order === null) plan();
      });
    }, tellMs);
  };
  plan();
  return {
    ended: ended.signal,
    end: async () => {
      clearTimeout(timer);
      timer = undefined;
      await telling;
      return order;
    },
  };
};
