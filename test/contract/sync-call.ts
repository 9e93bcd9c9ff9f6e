/** A call of `sync` as a device makes it. */
import { randomUUID } from "node:crypto";
import { PROTOCOL, type SyncRequest } from "../../src/sync/protocol.ts";

export function syncRequest(user: string, changes: Partial<SyncRequest> = {}): SyncRequest {
  return {
    protocol: PROTOCOL,
    user,
    device: randomUUID(),
    epoch: null,
    cursor: 0,
    mutations: [],
    limit: 100,
    ...changes,
  };
}

/** A new session, as one mutation. */
export function sessionMutation(id: string, title: string): string {
  const created = new Date();
  return JSON.stringify({
    mid: randomUUID(),
    table: "chat_sessions",
    id,
    set: {
      origin: { athro_id: "mathematics", created_at: created.toISOString() },
      title: { title },
      active: { is_active: true },
    },
    base: { origin: 0, title: 0, active: 0 },
    stamp: created.getTime(),
  });
}

export function questionMutation(id: string, session: string, content: string): string {
  const created = new Date();
  return JSON.stringify({
    mid: randomUUID(),
    table: "chat_messages",
    id,
    set: {
      body: {
        session_id: session,
        role: "user",
        content,
        order_key: created.getTime(),
        question_id: null,
        attempt: null,
        wants_reply: true,
        created_at: created.toISOString(),
      },
    },
    base: { body: 0 },
    stamp: created.getTime(),
  });
}
