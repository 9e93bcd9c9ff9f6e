import { formulaAt } from "./maths-syntax.ts";

/**
 * A text that is still being written, so that what it says already looks as it will: emphasis and code that have no end yet are ended,
 * and what can't be told yet (half a link, a table without its second line, a formula without its end) waits.
 */
export const closeOpen = (text: string): string => {
  const fence = openFence(text);
  if (fence !== null) return text.includes("\n", fence) ? text : text.slice(0, fence);
  return closeMarks(withoutUntoldTable(text).replace(UNTOLD_END, ""));
};

/** Without the first lines of a table at its end: what they are the second one tells, when it is whole. */
const withoutUntoldTable = (text: string): string => {
  const whole = text.endsWith("\n");
  const lines = text.trimEnd().split("\n");
  const rows = lines.length - 1 - lines.findLastIndex((line) => !/^[ \t]*\|/.test(line));
  const untold = rows === 1 || (rows === 2 && !whole);
  return untold ? lines.slice(0, -rows).join("\n") : text;
};

/**
 * At the end of a text: a line that may become a heading, an item, a rule or underline the one before; half a link; a mark that nothing
 * follows yet.
 */
const UNTOLD_END = new RegExp(
  [
    /(?:^|\n)[ \t]*(?:#{1,6}|-+|=+|[*+]|\d{1,3}[.)]) *$/,
    /!?\[[^\]\n]*$/,
    /!?\[[^\]\n]*\](?:\([^)\n]*)?$/,
    /\\$/,
    /(?:\$+|~+)$/,
  ]
    .map(({ source }) => source)
    .join("|"),
);

/** Where the line begins that opens a block of code without an end, or null. */
const openFence = (text: string): number | null => {
  let open: { mark: string; at: number } | null = null;
  for (let at = 0; at < text.length;) {
    const end = text.indexOf("\n", at);
    const line = text.slice(at, end === -1 ? text.length : end);
    const mark = /^\s*(```+|~~~+)/.exec(line)?.[1];
    if (open && mark?.startsWith(open.mark) && line.trim() === mark) open = null;
    else if (!open && mark) open = { mark, at };
    if (end === -1) break;
    at = end + 1;
  }
  return open?.at ?? null;
};

const WORD = /[\p{L}\p{N}]/u;
/** What a formula in single dollars begins with, of all that is no price. */
const FORMULA_START = /^\$[\p{L}\\({|+-][^$\n]{0,200}$/u;
const MARKS = /^(?:`+|\*\*\*|\*\*|\*|__|_|~~)/;

const closeMarks = (text: string): string => {
  const open: { mark: string; at: number }[] = [];
  for (let at = 0; at < text.length;) {
    const rest = text.slice(at);
    const before = text[at - 1] ?? " ";
    const formula = /^[$\\]/.test(rest) ? formulaAt(rest, before) : null;
    if (formula) {
      at += formula.raw.length;
      continue;
    }
    if (/^(?:\$\$|\\[([])/.test(rest) || (FORMULA_START.test(rest) && !WORD.test(before)))
      return end(text.slice(0, at), open);
    if (rest.startsWith("\\")) {
      at += 2;
      continue;
    }
    // Emphasis ends with its paragraph.
    if (/^\n[ \t]*\n/.test(rest)) open.length = 0;
    const mark = MARKS.exec(rest)?.[0];
    if (!mark) {
      at += 1;
      continue;
    }
    const after = text[at + mark.length] ?? "";
    if (mark.startsWith("`")) {
      const close = text.indexOf(mark, at + mark.length);
      if (close === -1) return after === "" ? end(text.slice(0, at), open) : end(text + mark, open);
      at = close + mark.length;
      continue;
    }
    const within = mark.startsWith("_") && WORD.test(before) && WORD.test(after);
    const last = open.at(-1);
    if (last?.mark === mark && !/\s/.test(before) && !within) open.pop();
    else if (after === "") return end(text.slice(0, at), open);
    else if (!/\s/.test(after) && !within) open.push({ mark, at });
    at += mark.length;
  }
  return end(text, open);
};

/** With the ends of what is open. */
const end = (text: string, open: readonly { mark: string; at: number }[]): string => {
  if (open.length === 0) return text;
  return (
    text.trimEnd() +
    open
      .toReversed()
      .map(({ mark }) => mark)
      .join("")
  );
};
