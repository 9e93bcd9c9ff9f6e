/** Rows as a server sends them, for databases to be filled with. */
import { replyId } from "../../../src/model/ids.ts";
import { newId } from "../../../src/model/new-id.ts";
import type { CanonicalRow } from "../../../src/model/tables.ts";

export const USER = "11111111-1111-4111-8111-111111111111";
export const SESSION = "22222222-2222-4222-8222-222222222222";
export const MESSAGES = 10_000;
export const EVENTS = 1_000;

const WORDS =
  "why does the product of two odd numbers come out odd and how would I show that for any pair of them in a proof";

/** About as long as a question is. */
export const sentence = (n: number): string => `${n}: ${WORDS.slice(0, 40 + ((n * 37) % 70))}?`;

/** A question, or the reply to one, as the n-th message of its chat. */
export const messageColumns = (n: number, sessionId = SESSION, question: string | null = null) => ({
  session_id: sessionId,
  role: question === null ? ("user" as const) : ("assistant" as const),
  content: sentence(n),
  order_key: 1_700_000_000_000 + n * 1_000,
  question_id: question,
  attempt: question === null ? null : 0,
  wants_reply: question === null,
  created_at: "2026-11-20T10:00:00.000Z",
});

/** A chat as it comes about: a question and its reply by turns. */
export const chatOf = (count: number, sessionId = SESSION) => {
  const messages: { id: string; body: ReturnType<typeof messageColumns> }[] = [];
  for (let n = 0; n < count; n += 1) {
    const question = n % 2 === 1 ? (messages.at(-1)?.id ?? null) : null;
    const id = question === null ? newId() : replyId(question, 0);
    messages.push({ id, body: messageColumns(n, sessionId, question) });
  }
  return messages;
};

export const canonicalMessages = (): CanonicalRow<"chat_messages">[] =>
  chatOf(MESSAGES).map(({ id, body }, n) => ({
    id,
    seq: n + 1,
    stamps: {},
    deleted: false,
    extra: {},
    ...body,
  }));

export const canonicalEvent = (n: number): CanonicalRow<"calendar_events"> => {
  const seq = MESSAGES + n + 1;
  const mid = newId();
  const day = String((n % 28) + 1).padStart(2, "0");
  const stamp = [1_700_000_000_000 + n, seq, mid, "device"] as const;
  const groups = ["origin", "title", "time", "repeat", "kind", "athro", "notes", "study"];
  return {
    id: newId(),
    seq,
    stamps: Object.fromEntries(groups.map((group) => [group, stamp])),
    deleted: false,
    extra: {},
    created_at: "2026-11-20T10:00:00.000Z",
    title: `Lesson ${n}`,
    all_day: false,
    starts_at: `2026-11-${day}T09:00:00`,
    ends_at: `2026-11-${day}T10:00:00`,
    zone: "Europe/London",
    rrule: null,
    kind: "lesson",
    athro_id: "athro-maths",
    notes: "",
    location: "Room 4",
    confidence: null,
    priority: false,
    reminders: [],
    uid: null,
    imported: null,
  };
};
