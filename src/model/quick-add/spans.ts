/** Text in which what has been understood is covered step by step, so that each word counts once and the rest is the title. */

/** Lower case and straight apostrophes, of the same length as the text, so that places in one are places in the other. */
export const folded = (text: string): string =>
  [...text.replace(/[\u2018\u2019\u02bc`\u00b4]/g, "'")]
    .map((one) => {
      const low = one.toLowerCase();
      return low.length === one.length ? low : one;
    })
    .join("");

/** What is covered is no letter, no space and no mark of any language. */
export const COVER = "\u0000";

export class Reading {
  readonly text: string;
  /** What is left, folded. */
  rest: string;
  #original: string;

  constructor(text: string) {
    this.text = text;
    this.#original = text;
    this.rest = folded(text);
  }

  /** As it was typed, at the same places as `rest`. */
  typed(from: number, to: number): string {
    return this.text.slice(from, to);
  }

  /** As it was typed from a place on, with a mark for each character that is covered. */
  left(from: number, mark: string): string {
    return this.#original.slice(from).replaceAll(COVER, mark);
  }

  cover(from: number, to: number): void {
    const fill = COVER.repeat(to - from);
    this.rest = this.rest.slice(0, from) + fill + this.rest.slice(to);
    this.#original = this.#original.slice(0, from) + fill + this.#original.slice(to);
  }

  /** Finds the first match of a pattern, covers it, and returns it. `accept` may refuse one; then the next is looked at. */
  take(pattern: RegExp, accept: (match: RegExpExecArray) => boolean = () => true) {
    const global = new RegExp(pattern.source, "gu");
    for (let match = global.exec(this.rest); match; match = global.exec(this.rest)) {
      if (match[0] !== "" && accept(match)) {
        this.cover(match.index, match.index + match[0].length);
        return match;
      }
      global.lastIndex = match.index + 1;
    }
    return null;
  }

  /** Covers the first match of which `read` makes something, and returns that; null if there is none. */
  read<T>(pattern: RegExp, read: (match: RegExpExecArray) => T | null): T | null {
    let made: T | null = null;
    this.take(pattern, (match) => {
      made = read(match);
      return made !== null;
    });
    return made;
  }

  /** The rest with bars for what is covered, for readers that know nothing of covers. Spaces would join what stands around them. */
  get barred(): string {
    return this.rest.replaceAll(COVER, "|");
  }

  /** What is covered, in characters. */
  get covered(): number {
    return this.rest.split(COVER).length - 1;
  }

  /** The words that were not understood, without what joined them to those that were. */
  title(joints: RegExp): string {
    let parts = this.#original.split(new RegExp(`${COVER}+`, "u"));
    if (parts.length > 1) {
      const before = new RegExp(`(?:^|[\\s,;:(\\-–—])(?:${joints.source})[\\s,;:]*$`, "iu");
      parts = parts.map((part, n) => {
        let text = part;
        if (n > 0) text = text.replace(/^[\s,;:.)\-–—]+/u, " ");
        if (n < parts.length - 1) {
          text = text.replace(/[\s,;(\-–—]+$/u, "");
          text = text.replace(before, "");
          text = text.replace(/[\s,;(\-–—]+$/u, "");
        }
        return text;
      });
    }
    return parts.join(" ").replace(/\s+/gu, " ").trim();
  }
}

/** For patterns: where a word begins and ends, in either language. */
export const START = "(?<![\\p{L}\\p{N}'])";
export const END = "(?![\\p{L}\\p{N}])";

/** A pattern for any of some words, the longest first. */
export const anyOf = (words: Iterable<string>): string =>
  [...words]
    .toSorted((a, b) => b.length - a.length)
    .map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replaceAll(" ", "\\s+"))
    .join("|");

/** Numbers by word, of words that mean the same in one key: `mon|monday`. */
export const each = (forms: Readonly<Record<string, number>>): Readonly<Record<string, number>> =>
  Object.fromEntries(
    Object.entries(forms).flatMap(([words, n]) => words.split("|").map((word) => [word, n])),
  );
