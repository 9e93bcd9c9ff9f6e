import type { ChatLine, MessageState } from "../../../src/store/messages.ts";
import type { Role } from "../../../src/model/tables.ts";

/** A line of a log at a local wall time. `id` tells it apart, and its time places it. */
export const line = (
  id: string,
  role: Role,
  kind: MessageState["kind"],
  at: Date = new Date(2026, 10, 25, 14, 32),
): ChatLine => ({
  message: {
    id,
    seq: 1,
    stamps: {},
    deleted: false,
    extra: {},
    session_id: "s",
    role,
    content: id,
    order_key: at.getTime(),
    question_id: null,
    attempt: null,
    wants_reply: role === "user",
    created_at: at.toISOString(),
  },
  state: stateOf(kind),
});

const stateOf = (kind: MessageState["kind"]): MessageState => {
  if (kind === "refused") return { kind, entry: 1, code: "22000" };
  return kind === "unanswered" ? { kind, problem: "tutor" } : { kind };
};
