/** The words of a text, and how they are compared: in small letters and without accents, so that `ty` finds `tŷ`. */

/** Letters, marks and digits. Chinese and Japanese put no space between words: there each character counts as one. */
const WORD = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|[\p{L}\p{M}\p{N}]+/gu;
const ASCII = /^[\x20-\x7e]*$/;

/** Words of a query; a pasted page is looked for by its beginning. */
const QUERY_WORDS_MAX = 12;
/** Longer ones are links and data, and nobody types them. */
const WORD_LENGTH_MAX = 64;

export const fold = (word: string): string =>
  ASCII.test(word)
    ? word.toLowerCase()
    : word
        .toLowerCase()
        .normalize("NFKD")
        .replace(/\p{M}+/gu, "");

/** A text's words as they are compared, in order. */
export const wordsOf = (text: string): string[] =>
  (text.match(WORD) ?? []).map((word) => fold(word.slice(0, WORD_LENGTH_MAX)));

/** A word's place in a text: UTF-16 units from `start` to before `end`. */
export interface PlacedWord {
  word: string;
  start: number;
  end: number;
}

/** The same with their places in the text. */
export function* placedWords(text: string): Generator<PlacedWord> {
  for (const { 0: found, index } of text.matchAll(WORD))
    yield {
      word: fold(found.slice(0, WORD_LENGTH_MAX)),
      start: index,
      end: index + found.length,
    };
}

/** What is looked for: each word once. */
export const queryWords = (query: string): string[] =>
  [...new Set(wordsOf(query))].slice(0, QUERY_WORDS_MAX);
