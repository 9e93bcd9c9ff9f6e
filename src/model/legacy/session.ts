import type { Role } from "../tables.ts";
import { cleanText, titleFrom } from "../text.ts";
import { athroIdOf, isAthroId } from "./athro-id.ts";
import { isoOf, NO_TIME_MS, writtenAt } from "./instants.ts";
import { idOf, isObject, own, trimEdges } from "./json.ts";
import { legacyMessageId, legacyPieceId, legacySessionId } from "./legacy-ids.ts";
import { piecesOf } from "./pieces.ts";
import { type LegacyFinding, type LegacyRecord, problem } from "./record.ts";

const ROLES = new Set<unknown>(["user", "assistant", "system"] satisfies Role[]);

/** What the key, or the columns of a row, say of a session besides its value. */
export interface SessionPlace {
  /** Used where the value names no Athro. */
  athroId: string;
  /** Used where the value has no id; null if the place has none either. */
  sessionId: string | null;
  archived: boolean;
}

interface Message {
  role: Role;
  content: string;
}

/** The records of one ChatSession: the session, then its messages in order. Nothing at all for one in which nothing was said. */
export function* readSession(value: unknown, place: SessionPlace): Generator<LegacyFinding> {
  const list = own(value, "messages");
  if (!Array.isArray(list)) return yield problem("shape", "");
  const athroId = athroIdOf(textOr(own(value, "athroId"), place.athroId));
  if (!isAthroId(athroId)) return yield problem("athro", "athroId");

  const messages: Message[] = [];
  for (const [index, one] of list.entries()) {
    const message = messageOf(one);
    if (!message) yield problem("message", `messages[${index}]`);
    // A reply that never came has no text: nothing to keep.
    else if (message.content !== "") messages.push(message);
  }
  if (messages.length === 0) return;

  const written = [own(value, "createdAt"), own(value, "updatedAt")]
    .map(writtenAt)
    .find((ms) => ms !== null);
  const createdAt = isoOf(written ?? NO_TIME_MS);
  const legacyId = idOf(own(value, "id")) || place.sessionId || `@${written ?? ""}`;
  const id = legacySessionId(athroId, cleanText(legacyId));
  yield {
    record: {
      table: "chat_sessions",
      id,
      set: {
        origin: { athro_id: athroId, created_at: createdAt },
        title: { title: titleOf(messages) },
        active: { is_active: !place.archived && own(value, "isActive") !== false },
        deleted: { deleted: false },
      },
    },
  };
  for (const record of messageRecords(messages, id, createdAt)) yield { record };
}

function* messageRecords(
  messages: readonly Message[],
  sessionId: string,
  createdAt: string,
): Generator<LegacyRecord> {
  const seen: Record<Role, Map<string, number>> = {
    user: new Map(),
    assistant: new Map(),
    system: new Map(),
  };
  // Places, not times: every copy of a session agrees on them, however long it is.
  let place = 0;
  for (const { role, content } of messages) {
    const before = seen[role].get(content) ?? 0;
    seen[role].set(content, before + 1);
    const messageId = legacyMessageId(sessionId, role, before, content);
    for (const [index, piece] of piecesOf(content).entries()) {
      const body = {
        session_id: sessionId,
        role,
        content: piece,
        order_key: place,
        question_id: null,
        attempt: null,
        wants_reply: false,
        created_at: createdAt,
      };
      const id = legacyPieceId(messageId, index);
      yield { table: "chat_messages", id, set: { body, deleted: { deleted: false } } };
      place++;
    }
  }
}

const messageOf = (value: unknown): Message | null => {
  const [role, content] = [own(value, "role"), own(value, "content")];
  if (!isRole(role) || typeof content !== "string" || !isObject(value)) return null;
  return { role, content: cleanText(content) };
};

const isRole = (value: unknown): value is Role => ROLES.has(value);

/** From the first question that has words in it, or else the first message that has. */
const titleOf = (messages: readonly Message[]): string => {
  const questions = messages.filter(({ role }) => role === "user");
  for (const { content } of [...questions, ...messages]) {
    const title = titleFrom(content);
    if (title !== "") return title;
  }
  return "…";
};

const textOr = (value: unknown, otherwise: string): string =>
  typeof value === "string" && trimEdges(value) !== "" ? value : otherwise;
