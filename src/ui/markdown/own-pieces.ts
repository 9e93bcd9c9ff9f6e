import { type Formula, formulaAt } from "./maths-syntax.ts";

/**
 * Of what a student wrote, code and formulas are shown as such; all else stays letter by letter as it was typed. A star, a hash or a space
 * at the start of a line may mean what it says.
 */
export type OwnPiece =
  | { kind: "text"; text: string }
  | { kind: "code"; code: string }
  | { kind: "block"; code: string; language: string }
  | ({ kind: "formula" } & Formula);

const OPENING = /^ {0,3}(`{3,}|~{3,})[ \t]*([\w+#.-]{0,20})[ \t]*$/;

/** The pieces of a text, in order. What has no end is text. */
export const ownPieces = (text: string): OwnPiece[] => {
  const lines = text.split("\n");
  const pieces: OwnPiece[] = [];
  const unclosed = new Set<string>();
  let from = 0;
  const textUpTo = (line: number) => {
    // With the break before what stands on lines of its own.
    const end = line < lines.length ? "\n" : "";
    if (line > from) pieces.push(...inlinePieces(lines.slice(from, line).join("\n") + end));
  };
  for (let at = 0; at < lines.length; at += 1) {
    const [, mark = "", language = ""] = OPENING.exec(lines[at] ?? "") ?? [];
    if (mark === "" || unclosed.has(mark)) continue;
    let end = at + 1;
    while (end < lines.length && !closes(lines[end] ?? "", mark)) end += 1;
    if (end === lines.length) {
      unclosed.add(mark);
      continue;
    }
    textUpTo(at);
    pieces.push({ kind: "block", code: lines.slice(at + 1, end).join("\n"), language });
    at = end;
    from = end + 1;
  }
  textUpTo(lines.length);
  return pieces;
};

const closes = (line: string, mark: string): boolean => {
  const end = line.trim();
  return end.startsWith(mark) && end === mark.charAt(0).repeat(end.length);
};

const inlinePieces = (text: string): OwnPiece[] => {
  const pieces: OwnPiece[] = [];
  const unclosed = new Set<number>();
  let from = 0;
  const push = (piece: OwnPiece, at: number, length: number) => {
    if (at > from) pieces.push({ kind: "text", text: text.slice(from, at) });
    pieces.push(piece);
    from = at + length;
  };
  const start = /`+|\$|\\[([]/g;
  for (let found = start.exec(text); found; found = start.exec(text)) {
    const [mark] = found;
    const at = found.index;
    if (mark.startsWith("`")) {
      const code = unclosed.has(mark.length) ? null : codeAt(text, at, mark);
      if (code === null) unclosed.add(mark.length);
      else push({ kind: "code", code }, at, code.length + 2 * mark.length);
    } else {
      const formula = formulaAt(text.slice(at), text.slice(Math.max(from, at - 2), at));
      // A formula on a line of its own brings its break along.
      const after = formula?.display && text.startsWith("\n", at + formula.raw.length) ? 1 : 0;
      if (formula) push({ kind: "formula", ...formula }, at, formula.raw.length + after);
    }
    start.lastIndex = Math.max(start.lastIndex, from);
  }
  if (from < text.length) pieces.push({ kind: "text", text: text.slice(from) });
  return pieces;
};

/** What stands between as many backticks as `mark` has and the next as many. */
const codeAt = (text: string, at: number, mark: string): string | null => {
  const runs = /`+/g;
  runs.lastIndex = at + mark.length;
  for (let run = runs.exec(text); run; run = runs.exec(text))
    if (run[0].length === mark.length) return text.slice(at + mark.length, run.index);
  return null;
};
