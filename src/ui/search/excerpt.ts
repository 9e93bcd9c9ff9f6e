import { placedWords } from "../../model/search/words.ts";
import { plainText } from "../../model/title.ts";

/** A piece of a text, and whether it is what was looked for. */
export interface Piece {
  text: string;
  marked: boolean;
}

/** How much of a long text is shown, in UTF-16 units, and how much of that before the first word that was found. */
const EXCERPT_LENGTH = 160;
const LEAD_LENGTH = 40;

interface Span {
  word: string;
  start: number;
  end: number;
}

const spansIn = (text: string, matched: ReadonlySet<string>): Span[] => {
  const spans: Span[] = [];
  for (const placed of placedWords(text)) if (matched.has(placed.word)) spans.push(placed);
  return spans;
};

const pieces = (text: string, spans: readonly Span[], from: number, to: number): Piece[] => {
  const found: Piece[] = [];
  let at = from;
  const plain = (end: number) => {
    if (end > at) found.push({ text: text.slice(at, end), marked: false });
  };
  for (const { start, end } of spans) {
    if (start < from || end > to) continue;
    plain(start);
    found.push({ text: text.slice(start, end), marked: true });
    at = end;
  }
  plain(to);
  return found;
};

/** A short text with what was found in it marked. */
export const markIn = (text: string, matched: ReadonlySet<string>): Piece[] =>
  pieces(text, spansIn(text, matched), 0, text.length);

/** The part of a text that has the most of the words that were found, on one line and without the marks of Markdown. */
export const excerptOf = (text: string, matched: ReadonlySet<string>): Piece[] => {
  const line = plainText(text).replaceAll(/\s+/g, " ").trim();
  const spans = spansIn(line, matched);
  if (line.length <= EXCERPT_LENGTH) return pieces(line, spans, 0, line.length);
  const first = fullest(spans);
  const from = first === undefined ? 0 : cutBefore(line, Math.max(0, first.start - LEAD_LENGTH));
  const to = cutAfter(line, Math.min(line.length, from + EXCERPT_LENGTH), first?.end ?? 0);
  const ellipsis = { text: "…", marked: false };
  return [
    ...(from > 0 ? [ellipsis] : []),
    ...pieces(line, spans, from, to),
    ...(to < line.length ? [ellipsis] : []),
  ];
};

/** The word from which on there are the most different ones within an excerpt. */
const fullest = (spans: readonly Span[]): Span | undefined => {
  let best = spans[0];
  let most = 0;
  const within = new Map<string, number>();
  let last = 0;
  for (const span of spans) {
    for (; last < spans.length; last += 1) {
      const next = spans[last];
      if (!next || next.end > span.start + EXCERPT_LENGTH - LEAD_LENGTH) break;
      within.set(next.word, (within.get(next.word) ?? 0) + 1);
    }
    if (within.size > most) {
      most = within.size;
      best = span;
    }
    const left = (within.get(span.word) ?? 1) - 1;
    if (left > 0) within.set(span.word, left);
    else within.delete(span.word);
  }
  return best;
};

const isHalf = (text: string, at: number): boolean => /[\udc00-\udfff]/.test(text.charAt(at));

/** The beginning of the word at or after a place; the place itself where there is none near. */
const cutBefore = (text: string, at: number): number => {
  if (at === 0) return 0;
  const space = text.slice(at - 1, at + LEAD_LENGTH / 2).indexOf(" ");
  if (space !== -1) return at + space;
  return isHalf(text, at) ? at + 1 : at;
};

/** The end of the word before a place, but not before `least`. */
const cutAfter = (text: string, at: number, least: number): number => {
  if (at >= text.length) return text.length;
  const space = text.lastIndexOf(" ", at);
  if (space > Math.max(least, at - LEAD_LENGTH)) return space;
  const end = Math.max(at, least);
  return isHalf(text, end) ? end + 1 : end;
};
