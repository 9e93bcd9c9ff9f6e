import { MESSAGE_LENGTH_MAX } from "./limits.ts";
import { cleanText } from "./text.ts";

export type MessageProblem = "message-empty" | "message-long";

/** Checks a message as typed; what is refused stays in the composer. */
export const parseMessage = (
  typed: string,
): { ok: true; content: string } | { ok: false; problem: MessageProblem } => {
  const content = cleanText(typed).trim();
  if (content === "") return { ok: false, problem: "message-empty" };
  if (content.length > MESSAGE_LENGTH_MAX) return { ok: false, problem: "message-long" };
  return { ok: true, content };
};
