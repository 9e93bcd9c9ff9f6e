import type { ChatLine, ChatPage } from "../../store/messages.ts";

/** How many messages a log shows at first, and how many more each time they are asked for. */
export const WINDOW_STEP = 50;

/** How many more messages are drawn in one frame, of those that a log shows at first. */
export const WINDOW_DRAWN = 10;

/** What a chat's header and composer take of a window at least, px. */
const AROUND_LOG = 160;
/** What a message takes with its tools at least, and what one usually does, px. */
const MESSAGE_LEAST = 100;
const MESSAGE_USUAL = 160;

/** Whether there are so many messages that they fill any window, and the first frame's may stand at its end. */
export const isLong = (count: number): boolean => count >= WINDOW_STEP;

/**
 * How many messages, of those there are, a log opens with in the first frame, so that the end is soon read: of a long chat as many as
 * usually fill a window of that height, px, where those above them come in the next frame; else as many as fill it for certain.
 */
export const drawnAtFirst = (height: number, count: number): number => {
  const room = height - AROUND_LOG;
  const filling = Math.ceil(room / (isLong(count) ? MESSAGE_USUAL : MESSAGE_LEAST));
  return Math.min(WINDOW_DRAWN, Math.max(4, filling));
};

/** How many messages are read beyond those shown: they are there at once when asked for, and nothing shown is lost to new ones. */
export const WINDOW_SPARE = 50;

/** How many messages after the one that was looked for are shown with it at first. */
export const WINDOW_AFTER = 20;

/** What a log shows of what was read. */
export interface LogWindow {
  lines: ChatLine[];
  /** Whether there are earlier messages. */
  more: boolean;
  /** Whether there are later ones. */
  later?: true;
  /** Ids of the messages that were deleted from the end. */
  removed?: readonly string[];
}

/**
 * The last `length` lines, and those before them from the order key `from` on: what is being read stays while new messages come in.
 * Null for `from` before anything was shown.
 */
export const windowOf = (page: ChatPage, length: number, from: number | null): LogWindow => {
  const { lines } = page;
  const first = from === null ? -1 : lines.findIndex(({ message }) => message.order_key >= from);
  const last = Math.max(0, lines.length - length);
  const start = first === -1 ? last : Math.min(first, last);
  const { removed, later } = page;
  return {
    lines: lines.slice(start),
    more: page.more || start > 0,
    ...(later ? { later } : {}),
    ...(removed ? { removed } : {}),
  };
};
