/** The one call as any client makes it, and students with something to sync. */
import { randomUUID } from "node:crypto";
import { newId } from "../../src/model/new-id.ts";
import type { Mutation } from "../../src/model/mutation.ts";
import {
  BATCH_COUNT_MAX,
  PAGE_ROWS,
  PROTOCOL,
  type SyncRequest,
  type SyncResponse,
} from "../../src/sync/protocol.ts";
import { createUser, type Endpoint, type TestUser } from "../support/backend.ts";
import { chatOf, messageColumns } from "./pages/rows.ts";

export interface Student extends Pick<TestUser, "id" | "accessToken"> {
  device: string;
}

export const addStudent = async (endpoint: Endpoint): Promise<Student> => {
  const { id, accessToken } = await createUser(endpoint);
  return { id, accessToken, device: randomUUID() };
};

/** A request of this student's, from cursor 0 and for no rows unless told otherwise. */
export const requestOf = (
  { id, device }: Student,
  part: Partial<SyncRequest> = {},
): SyncRequest => ({
  protocol: PROTOCOL,
  user: id,
  device,
  epoch: null,
  cursor: 0,
  mutations: [],
  limit: 0,
  ...part,
});

export const callSync = async (
  { url, key }: Endpoint,
  student: Student,
  part: Partial<SyncRequest>,
): Promise<SyncResponse> => {
  const answer = await fetch(`${url}/rest/v1/rpc/sync`, {
    method: "POST",
    headers: {
      apikey: key,
      authorization: `Bearer ${student.accessToken}`,
      "content-type": "application/json",
    },
    body: JSON.stringify({ request: requestOf(student, part) }),
  });
  if (answer.status !== 200) throw new Error(`${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as SyncResponse;
};

const messageOf = ({ id, body }: ReturnType<typeof chatOf>[number]): Mutation => ({
  mid: newId(),
  table: "chat_messages",
  id,
  set: { body },
  base: { body: 0 },
  stamp: Date.now(),
});

export const newMessage = (n: number, sessionId: string): Mutation =>
  messageOf({ id: newId(), body: messageColumns(n, sessionId) });

const newSession = (id: string, n: number): Mutation => ({
  mid: newId(),
  table: "chat_sessions",
  id,
  set: {
    origin: { athro_id: "athro-maths", created_at: "2026-11-20T10:00:00.000Z" },
    title: { title: `Chat ${n}` },
    active: { is_active: false },
    deleted: { deleted: false },
  },
  base: { origin: 0, title: 0, active: 0, deleted: 0 },
  stamp: Date.now(),
});

const newEvent = (n: number): Mutation => {
  const day = String((n % 28) + 1).padStart(2, "0");
  const set = {
    origin: { created_at: "2026-11-20T10:00:00.000Z" },
    title: { title: `Lesson ${n}` },
    time: {
      all_day: false,
      starts_at: `2026-11-${day}T09:00:00`,
      ends_at: `2026-11-${day}T10:00:00`,
      zone: "Europe/London",
    },
    kind: { kind: "lesson" },
    notes: { notes: "", location: "Room 4" },
  };
  return {
    mid: newId(),
    table: "calendar_events",
    id: newId(),
    set,
    base: Object.fromEntries(Object.keys(set).map((group) => [group, 0])),
    stamp: Date.now(),
  };
};

/** Gives a student one chat of so many messages, and events besides. Returns the chat's id. */
export const giveRows = async (
  endpoint: Endpoint,
  student: Student,
  { messages, events = 0 }: { messages: number; events?: number },
): Promise<string> => {
  const sessionId = newId();
  const mutations = [newSession(sessionId, 0)];
  mutations.push(...chatOf(messages, sessionId).map(messageOf));
  for (let n = 0; n < events; n += 1) mutations.push(newEvent(n));
  for (let from = 0; from < mutations.length; from += BATCH_COUNT_MAX) {
    const batch = mutations.slice(from, from + BATCH_COUNT_MAX);
    const { acks } = await callSync(endpoint, student, {
      mutations: batch.map((one) => JSON.stringify(one)),
    });
    const refused = acks.find((ack) => ack.status !== "applied");
    if (refused) throw new Error(`not applied: ${JSON.stringify(refused)}`);
  }
  return sessionId;
};

/** Every row above `cursor`, page by page, without a look at them. Returns the cursor and how many there were. */
export const pullAll = async (
  endpoint: Endpoint,
  student: Student,
  cursor = 0,
): Promise<{ cursor: number; rows: number; requests: number }> => {
  let at = cursor;
  let rows = 0;
  for (let requests = 1; ; requests += 1) {
    const page = await callSync(endpoint, student, { cursor: at, limit: PAGE_ROWS });
    at = page.cursor;
    rows += page.rows.length;
    if (!page.more) return { cursor: at, rows, requests };
  }
};
