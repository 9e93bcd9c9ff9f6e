import type { Writing } from "../../model/writing.ts";
import type { ChatLine } from "../../store/messages.ts";

/** The question to which a reply is being written, as far as is heard; null where there is none. */
export const questionHeard = (
  writing: Pick<Writing, "question" | "saved"> | null | undefined,
): string | null => (writing && !writing.saved ? writing.question : null);

/**
 * Whether a question waits for the reply to another: a student's are written one at a time. What was heard of a reply whose connection
 * broke stands until the next is heard, while `lines` may tell that it has come.
 */
export const isBehind = (
  question: string | undefined,
  heard: string | null,
  lines: readonly ChatLine[],
): boolean =>
  heard !== null &&
  heard !== question &&
  lines.find(({ message }) => message.id === heard)?.state.kind !== "answered";
