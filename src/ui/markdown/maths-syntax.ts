import type { Token, TokenizerAndRendererExtension } from "marked";

/** A formula as it stands in a text. */
export interface Formula {
  /** With its marks. */
  raw: string;
  tex: string;
  /** On a line of its own. */
  display: boolean;
}

/** What a `$` does not follow where it opens a formula: "US$5" has none. */
const BEFORE_DOLLAR = /[\p{L}\p{N}$\\]$/u;

/** Money and what is said of it: a number, and then words. */
const MONEY = /^\d[\d.,]*[kKmM]?\s+[^\\$]*\p{L}{2}/u;

/** The longest formulas, in characters, so that marks without an end are not looked for through a whole text again and again. */
const PAIR = /^(?:\$\$([^$]{1,2000}?)\$\$|\\\[([^]{1,2000}?)\\\]|\\\(([^]{1,1000}?)\\\))/;

/** No space within the marks, no empty line, and no digit after them, as pandoc has it. */
const DOLLAR = /^\$(?![\s$])((?:\\[^]|[^$\\\n]|\n(?!\s*\n)){1,1000}?)(?<!\s)\$(?!\d)/;

/**
 * The formula that `text` begins with, marked by `$…$`, `$$…$$`, `\(…\)` or `\[…\]`. Prices are none. `before` is what stands before it.
 */
export const formulaAt = (text: string, before = ""): Formula | null => {
  const pair = PAIR.exec(text);
  if (pair) {
    const [raw, dollars, square, round] = pair;
    const tex = (dollars ?? square ?? round ?? "").trim();
    return tex === "" || /\n\s*\n/.test(tex) ? null : { raw, tex, display: round === undefined };
  }
  const dollar = DOLLAR.exec(text);
  const tex = dollar?.[1];
  if (!dollar || !tex || BEFORE_DOLLAR.test(before) || MONEY.test(tex)) return null;
  return { raw: dollar[0], tex, display: false };
};

const INDENT = /^ {0,3}(?=\$\$|\\\[)/;
const REST_OF_LINE = /^([.,;:]?)[ \t]*(?:\n+|$)/;

/** A formula that has its lines to itself. */
const formulaBlockAt = (text: string): (Formula & { after: string }) | null => {
  const indent = INDENT.exec(text)?.[0];
  if (indent === undefined) return null;
  const formula = formulaAt(text.slice(indent.length));
  const rest = formula && REST_OF_LINE.exec(text.slice(indent.length + formula.raw.length));
  if (!formula || !rest) return null;
  return { ...formula, raw: indent + formula.raw + rest[0], after: rest[1] ?? "" };
};

type FormulaToken = ReturnType<typeof formulaBlockAt> & { type: string };

const isFormula = (token: object): token is FormulaToken => "tex" in token;

/** Formulas as tokens of marked, of types `formulas` and `formula`. `render` makes HTML of one. */
export const mathsExtensions = (
  render: (formula: Pick<Formula, "tex" | "display">) => string,
): TokenizerAndRendererExtension[] => [
  {
    name: "formulas",
    level: "block",
    start: (text) => indexOf(/(?<=\n) {0,3}(?:\$\$|\\\[)/, text),
    tokenizer: (text) => {
      const formula = formulaBlockAt(text);
      return formula ? { type: "formulas", ...formula } : undefined;
    },
    renderer: (token) => (isFormula(token) ? `<p>${render(token)}${token.after}</p>` : false),
  },
  {
    name: "formula",
    level: "inline",
    start: (text) => indexOf(/\$|\\[([]/, text),
    tokenizer: (text, tokens: Token[]) => {
      const formula = formulaAt(text, tokens.at(-1)?.raw);
      return formula ? { type: "formula", ...formula } : undefined;
    },
    renderer: (token) => (isFormula(token) ? render(token) : false),
  },
];

const indexOf = (pattern: RegExp, text: string): number | undefined => {
  const at = text.search(pattern);
  return at === -1 ? undefined : at;
};
