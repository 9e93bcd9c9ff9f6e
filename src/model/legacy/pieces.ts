import { MESSAGE_LENGTH_MAX } from "../limits.ts";
import { isLongerThan, jsonBytes, unitsOf } from "./json.ts";

/** Code points in one piece of a message that is too long: however it is escaped, it fits into one mutation. */
const PIECE_LENGTH = 10_000;
/** UTF-8 bytes of a message as JSON. The rest of what a mutation may have is for its other columns. */
const CONTENT_BYTES_MAX = 60_000;

/**
 * A message's content as the server can hold it: whole, or cut into pieces that make the whole when put together. Cuts are after the
 * last line break of a piece or, failing that, the last space, if that is in the piece's second half.
 */
export const piecesOf = (content: string): string[] => {
  if (fitsWhole(content)) return [content];
  const pieces: string[] = [];
  let from = 0;
  for (;;) {
    const end = unitsOf(content, PIECE_LENGTH, from);
    if (end === content.length) return [...pieces, content.slice(from)];
    const window = content.slice(from, end);
    const half = unitsOf(window, PIECE_LENGTH / 2 - 1);
    const cut = [window.lastIndexOf("\n"), window.lastIndexOf(" ")].find((at) => at >= half);
    const to = cut === undefined ? end : from + cut + 1;
    pieces.push(content.slice(from, to));
    from = to;
  }
};

const fitsWhole = (content: string): boolean => {
  // A code point takes six bytes at most, as `\u0001`.
  if (content.length <= CONTENT_BYTES_MAX / 6) return true;
  return !isLongerThan(content, MESSAGE_LENGTH_MAX) && jsonBytes(content) - 2 <= CONTENT_BYTES_MAX;
};
