/** Students who have synced a question, the function that answers it, and what sync brings of the replies. */
import { randomUUID } from "node:crypto";
import { FunctionsHttpError } from "@supabase/supabase-js";
import { expect } from "vitest";
import type { Mutation } from "../../src/model/mutation.ts";
import type { CanonicalRow } from "../../src/model/tables.ts";
import type { SyncResponse } from "../../src/sync/protocol.ts";
import {
  type Endpoint,
  PASSWORD,
  type TestClient,
  type TestUser,
  createUser,
  newClient,
} from "../support/backend.ts";
import { syncRequest } from "./sync-call.ts";

type MessageRow = CanonicalRow<"chat_messages">;

const mutation = (table: Mutation["table"], id: string, set: Mutation["set"]): Mutation => ({
  mid: randomUUID(),
  table,
  id,
  set,
  base: Object.fromEntries(Object.keys(set).map((group) => [group, 0])),
  stamp: Date.now(),
});

const newSession = (): Mutation =>
  mutation("chat_sessions", randomUUID(), {
    origin: { athro_id: "athro-science", created_at: new Date().toISOString() },
    title: { title: "" },
    active: { is_active: true },
  });

export const newQuestion = (session: Mutation, content: string, orderKey = Date.now()): Mutation =>
  mutation("chat_messages", randomUUID(), {
    body: {
      session_id: session.id,
      role: "user",
      content,
      order_key: orderKey,
      question_id: null,
      attempt: null,
      wants_reply: true,
      created_at: new Date().toISOString(),
    },
  });

/** What a device's cycle sends, in one call from the beginning. */
export const sync = async (
  user: TestUser,
  mutations: readonly Mutation[] = [],
): Promise<SyncResponse> => {
  const request = syncRequest(user.id, {
    mutations: mutations.map((one) => JSON.stringify(one)),
    limit: 1_000,
  });
  const { data, error } = await user.client.rpc("sync", { request });
  if (error) throw error;
  const response = data as SyncResponse;
  for (const ack of response.acks) expect(ack.status).toBe("applied");
  return response;
};

/** What sync brings of the replies. A row has the columns of its table: PostgreSQL knows no others. */
export const repliesOf = async (user: TestUser): Promise<MessageRow[]> =>
  (await sync(user)).rows
    .filter(({ table, row }) => table === "chat_messages" && row["role"] === "assistant")
    .map(({ row }) => row as unknown as MessageRow);

/** A student who has pushed a session with one question. */
export const asking = async (
  endpoint: Endpoint,
  content: string,
): Promise<{ user: TestUser; session: Mutation; question: string }> => {
  const user = await createUser(endpoint);
  const session = newSession();
  const question = newQuestion(session, content);
  await sync(user, [session, question]);
  return { user, session, question: question.id };
};

interface Invoked {
  status: number;
  body: Record<string, unknown>;
}

export const invoke = async (
  client: TestClient,
  body: { question: string; attempt?: number },
): Promise<Invoked> => {
  const { data, error, response } = await client.functions.invoke<Record<string, unknown>>(
    "athro-reply",
    { body },
  );
  if (error === null) return { status: response?.status ?? 0, body: data ?? {} };
  if (!(error instanceof FunctionsHttpError)) throw error;
  const refusal = error.context as Response;
  return {
    status: refusal.status,
    body: (await refusal.json()) as Record<string, unknown>,
  };
};

/** The same student on another device. */
export const onAnotherDevice = async (
  endpoint: Endpoint,
  { email }: TestUser,
): Promise<TestClient> => {
  const client = newClient(endpoint);
  const { error } = await client.auth.signInWithPassword({ email, password: PASSWORD });
  if (error) throw error;
  return client;
};
