import { titleFrom } from "./text.ts";

/**
 * A text without the marks of Markdown, which a line of plain text would only show as signs. Its words stay as they are. Takes
 * time by the length of the text alone, whoever wrote it.
 */
export const plainText = (text: string): string =>
  text
    // What is fenced in is code: its words, without the fence and the name of its language.
    .replaceAll(/^[ \t]*(```|~~~).*$/gm, "")
    .replaceAll(/!?\[([^[\]\n]*)\]\([^()\n]*\)/g, "$1")
    .replaceAll(/^[ \t]*(?:#{1,6}|>+|[-*+](?!\s*[\d.])|\d{1,3}[.)])[ \t]+/gm, "")
    .replaceAll(/(`{1,3})([^`\n]+)\1/g, "$2")
    // A sign between letters or digits is a sum's or a name's.
    .replaceAll(/(?<![\p{L}\p{N}*_])(\*\*|__|~~)(?=\S)([^\n]{0,300}?\S)\1(?![\p{L}\p{N}])/gu, "$2")
    .replaceAll(/(?<![\p{L}\p{N}*_\\])([*_])(?=\S)([^*_\n]*[^\s*_])\1(?![\p{L}\p{N}*_])/gu, "$2");

/** Between two sentences: a sign that ends one, and space. */
const SENTENCE_END = /(?<=[.?!…][)"'”’]*)\s+(?=\P{Ll})/u;
/** What ends with a full stop in the middle of a sentence, in both languages. */
const SHORT_FORM =
  /(?:^|[\s(])(?:\p{Lu}|e\.g|i\.e|h\.y|e\.e|etc|ayyb|gw|vs|cf|Dr|Mr|Mrs|Ms|Prof|St|No|rhif|tud|t|p|pp|Q|C)\.$/u;
/** Shorter than that, a first sentence is a greeting, or says little alone. */
const SENTENCE_LENGTH_MIN = 12;

/**
 * A title for a chat from its first question: its first sentence in plain text, shortened at a word to at most `length` characters. Not
 * empty for a text that says anything.
 */
export const questionTitle = (question: string, length = 60): string => {
  const lines = plainText(question).split("\n");
  const line = lines
    .map((one) => one.replaceAll(/\s+/g, " ").trim())
    .find((one) => /[\p{L}\p{N}]/u.test(one));
  if (line === undefined) return titleFrom(question, length);
  let title = "";
  for (const part of line.split(SENTENCE_END)) {
    title = title === "" ? part : `${title} ${part}`;
    if (title.length >= SENTENCE_LENGTH_MIN && !SHORT_FORM.test(title)) break;
  }
  return titleFrom(title, length);
};
