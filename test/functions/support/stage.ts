import { afterEach, beforeEach, vi } from "vitest";
import { handleReply } from "../../../supabase/functions/athro-reply/handler.ts";
import type { Deadlines, ReplyEnv } from "../../../supabase/functions/athro-reply/handler.ts";
import { json, raw, startServer } from "./server.ts";
import type { Behaviour, Call, TestServer } from "./server.ts";

export const QUESTION_ID = "0d9c1b1e-5f0a-4a53-9d7e-6c1f6b2a9e11";
export const REPLY_ID = "b8a1d7f2-3c64-5e0b-8a9d-2f1c7e4d6a90";
const SESSION_ID = "6a2f8c1d-9b3e-4d70-a5f4-1e8b7c2d3f46";
export const LEASE = "4f1f3a52-7a75-4d0e-9c60-8a3d3b5b7c21";
export const TOKEN = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJzdHVkZW50In0.c2lnbmF0dXJl";
export const ANON_KEY = "sb_publishable_test";
/** What must come out nowhere. */
export const TUTOR_KEY = "sk-proj-SECRET-0123456789";

export const CLAIMED = {
  status: "claimed",
  reply_id: REPLY_ID,
  lease: LEASE,
  athro_id: "athro-science",
  session_id: SESSION_ID,
  question: "Why are leaves green?",
  history: [] as { role: string; content: string }[],
};

export const completion = (content: unknown) => ({
  id: "chatcmpl-1",
  object: "chat.completion",
  created: 1,
  model: "small",
  choices: [{ index: 0, message: { role: "assistant", content }, finish_reason: "stop" }],
});

interface Answered {
  status: number;
  headers: Headers;
  body: Record<string, unknown>;
  text: string;
}

/**
 * One server that plays PostgREST and a tutor's API, each call by the behaviour set here, and the handler before it. Every test
 * starts from a claim that is granted, a tutor that replies and a save that works.
 */
export interface Stage {
  claim: Behaviour;
  write: Behaviour;
  save: Behaviour;
  release: Behaviour;
  tutor: Behaviour;
  server: TestServer;
  env: ReplyEnv;
  /** Far away, unless a test is about them. */
  deadlines: Deadlines;
  /** What the function logged, a line each. */
  logged: string[];
  written(): Call[];
  saved(): Call[];
  released(): Call[];
  asked(): Call[];
  ask(body?: unknown, headers?: Record<string, string>): Promise<Answered>;
  send(request: Request): Promise<Answered>;
  /** Asks for a stream; resolves when the answer begins. */
  open(body?: unknown): Promise<Response>;
}

export const setStage = (): Stage => {
  const stage = {} as Stage;

  const route = (call: Call): Behaviour => {
    if (call.path === "/rest/v1/rpc/claim_reply") return stage.claim;
    if (call.path === "/rest/v1/rpc/write_reply") return stage.write;
    if (call.path === "/rest/v1/rpc/save_reply") return stage.save;
    if (call.path === "/rest/v1/rpc/release_reply") return stage.release;
    if (call.path === "/v1/chat/completions") return stage.tutor;
    return raw("no such path", "text/plain", 404);
  };

  beforeEach(async () => {
    const server = await startServer(route);
    const logged: string[] = [];
    vi.spyOn(console, "error").mockImplementation((...parts: unknown[]) => {
      logged.push(parts.map(String).join(" "));
    });
    Object.assign(stage, {
      claim: json(CLAIMED),
      write: json({ status: "writing" }),
      save: json({ status: "saved" }),
      release: json({ status: "released" }),
      tutor: json(completion("What colour of light do you think a leaf doesn't use?")),
      server,
      logged,
      deadlines: { databaseMs: 10_000, tutorMs: 10_000, silenceMs: 10_000, tellMs: 10_000 },
      env: {
        SUPABASE_URL: server.url,
        SUPABASE_ANON_KEY: ANON_KEY,
        TUTOR_API_URL: `${server.url}/v1`,
        TUTOR_API_KEY: TUTOR_KEY,
        TUTOR_MODEL: "small",
      },
      written: () => server.callsTo("/write_reply"),
      saved: () => server.callsTo("/save_reply"),
      released: () => server.callsTo("/release_reply"),
      asked: () => server.callsTo("/chat/completions"),
      ask: (body: unknown = { question: QUESTION_ID }, headers: Record<string, string> = {}) =>
        stage.send(request(body, headers)),
      send: async (sent: Request) => read(await handleReply(sent, stage.env, stage.deadlines)),
      open: (body: unknown = { question: QUESTION_ID }) =>
        handleReply(request(body, { accept: "text/event-stream" }), stage.env, stage.deadlines),
    } satisfies Stage);
  });

  afterEach(async () => {
    vi.restoreAllMocks();
    await stage.server.close();
  });

  return stage;
};

export const request = (body: unknown, headers: Record<string, string> = {}): Request =>
  new Request("http://functions.test/functions/v1/athro-reply", {
    method: "POST",
    headers: {
      authorization: `Bearer ${TOKEN}`,
      apikey: ANON_KEY,
      "content-type": "application/json",
      ...headers,
    },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });

const read = async (response: Response): Promise<Answered> => {
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: text === "" ? {} : (JSON.parse(text) as Record<string, unknown>),
  };
};
