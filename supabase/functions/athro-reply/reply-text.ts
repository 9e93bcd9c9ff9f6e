import { CONTENT_LENGTH_MAX, cut, storable } from "./text.ts";

const OPENING = "<think>";
const CLOSING = "</think>";
const HIGH_SURROGATE = /[\ud800-\udbff]$/;

/** A reply as it comes in. What it lets through can be stored and shown: the same text, however it was cut into pieces. */
export interface ReplyText {
  /** Takes what came in, and returns what is to be shown of it now. */
  add(piece: string): string;
  /** All that was let through, as it may be stored; may be empty. */
  content(): string;
  /** Whether it has reached the length of a message: what comes after is left out. */
  full(): boolean;
}

/**
 * Leaves out a reasoning model's thinking, which some servers put in front of the answer (an unclosed one means that no answer
 * followed), and what a message can't hold. Each piece costs its own length, however long the reply is by then.
 */
export const createReplyText = (): ReplyText => {
  let state: "start" | "thinking" | "answer" = "start";
  /** What can't be judged before more has come. */
  let held = "";
  let content = "";
  let full = false;

  const afterThinking = (piece: string): string => {
    held += piece;
    if (state === "start") {
      held = held.trimStart();
      if (held.length < OPENING.length && OPENING.startsWith(held)) return "";
      state = held.startsWith(OPENING) ? "thinking" : "answer";
    }
    if (state === "thinking") {
      const end = held.indexOf(CLOSING);
      if (end === -1) {
        held = held.slice(-CLOSING.length);
        return "";
      }
      held = held.slice(end + CLOSING.length);
      state = "answer";
    }
    const answer = held;
    held = "";
    return answer;
  };

  let half = "";
  /** Half a surrogate pair waits for the other half. Pairs are looked at before NUL is taken out, which must not join what it parted. */
  const clean = (piece: string): string => {
    const whole = half + piece;
    half = HIGH_SURROGATE.exec(whole)?.[0] ?? "";
    const text = whole.slice(0, whole.length - half.length);
    return text.replace(/\p{Surrogate}/gu, "").replaceAll("\0", "");
  };

  return {
    add(piece) {
      if (full) return "";
      let shown = clean(afterThinking(piece));
      if (content === "") shown = shown.trimStart();
      const room = CONTENT_LENGTH_MAX - content.length;
      if (shown.length > room) {
        shown = cut(shown, room);
        full = true;
      }
      content += shown;
      return shown;
    },
    content: () => storable(content),
    full: () => full,
  };
};
