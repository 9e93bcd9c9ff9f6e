/** An index of words in memory, made for looking while a student types: each key costs a walk over lists of numbers, and no more. */
import { errorsAllowed, nearBeginning } from "./distance.ts";
import { queryWords, wordsOf } from "./words.ts";

/** What is put into the index under a key. `about` comes back with what is found. */
export interface SearchDocument<T> {
  key: string;
  /** Words here count twice. */
  title: string;
  text: string;
  /** ms; of two that fit as well, the nearer to now comes first. */
  at: number;
  about: T;
}

export interface SearchHits<T> {
  /** The best first. */
  hits: { key: string; about: T }[];
  /** How many there are in all. */
  total: number;
  /** The words, as they are compared, by which they were found: to be marked. */
  matched: ReadonlySet<string>;
}

interface SearchAsk<T> {
  query: string;
  limit: number;
  /** ms. */
  now: number;
  accept: (about: T) => boolean;
}

export interface TermIndex<T> {
  /** Puts a document in, in the place of the one that had its key. False if that one was the same. */
  put(document: SearchDocument<T>): boolean;
  /** False if there was none. */
  remove(key: string): boolean;
  /**
   * Documents that have every word of the query, or words that begin so. Where these are few, those too in which a word is nearly so. An
   * empty query finds nothing.
   */
  search(ask: SearchAsk<T>): SearchHits<T>;
  keys(): IterableIterator<string>;
  readonly size: number;
}

/** How well a word fits, doubled in a title. */
const EXACT = 8;
const BEGINS = 4;
const NEARLY = 1;

/** With fewer than these, words that are nearly so are looked for as well. */
const FEW = 5;

interface Document<T> extends Pick<SearchDocument<T>, "key" | "at" | "about"> {
  /** What tells it from its next version. */
  print: string;
  /** Its words' numbers: those of its title, then the others. */
  titleTerms: readonly number[];
  textTerms: readonly number[];
}

export const createTermIndex = <T>(): TermIndex<T> => {
  /** By number; a number that is free is taken again. */
  const documents: (Document<T> | null)[] = [];
  const free: number[] = [];
  const numbers = new Map<string, number>();
  const terms = new Map<string, number>();
  const words: string[] = [];
  /** By term: the documents that have it, as twice their number, and one more where it is in the title. */
  const postings: number[][] = [];
  const byLetter = new Map<string, number[]>();

  const termOf = (word: string): number => {
    const known = terms.get(word);
    if (known !== undefined) return known;
    const term = words.length;
    terms.set(word, term);
    words.push(word);
    postings.push([]);
    const letter = word.slice(0, 1);
    const alike = byLetter.get(letter);
    if (alike) alike.push(term);
    else byLetter.set(letter, [term]);
    return term;
  };

  const remove = (key: string): boolean => {
    const number = numbers.get(key);
    const document = number === undefined ? null : documents[number];
    if (number === undefined || !document) return false;
    for (const [list, inTitle] of [
      [document.titleTerms, 1],
      [document.textTerms, 0],
    ] as const)
      for (const term of list) {
        const posting = postings[term] ?? [];
        const at = posting.lastIndexOf(number * 2 + inTitle);
        const last = posting.pop();
        // The order within a posting tells nothing.
        if (last !== undefined && at < posting.length) posting[at] = last;
      }
    documents[number] = null;
    free.push(number);
    numbers.delete(key);
    return true;
  };

  const put = (given: SearchDocument<T>): boolean => {
    const { key, title, text, at, about } = given;
    const print = printOf([title, text, String(at), JSON.stringify(about)]);
    const known = numbers.get(key);
    if (known !== undefined && documents[known]?.print === print) return false;
    remove(key);
    const number = free.pop() ?? documents.length;
    const inTitle = new Set(wordsOf(title).map(termOf));
    const inText = new Set(wordsOf(text).map(termOf));
    for (const term of inTitle) inText.delete(term);
    for (const term of inTitle) postings[term]?.push(number * 2 + 1);
    for (const term of inText) postings[term]?.push(number * 2);
    documents[number] = { key, at, about, print, titleTerms: [...inTitle], textTerms: [...inText] };
    numbers.set(key, number);
    return true;
  };

  /** The terms that fit a word that is looked for, and how well each does. */
  const fitting = (word: string, whole: boolean, nearly: boolean): Map<number, number> => {
    const found = new Map<number, number>();
    if (nearly && errorsAllowed(word) > 0) {
      const isNear = nearBeginning(word, errorsAllowed(word));
      for (let term = 0; term < words.length; term += 1)
        if (isNear(words[term] ?? "")) found.set(term, NEARLY);
    }
    if (!whole)
      for (const term of byLetter.get(word.slice(0, 1)) ?? [])
        if (words[term]?.startsWith(word)) found.set(term, BEGINS);
    const exact = terms.get(word);
    if (exact !== undefined) found.set(exact, EXACT);
    return found;
  };

  const look = (sought: readonly string[], nearly: boolean, ask: SearchAsk<T>): SearchHits<T> => {
    const count = documents.length;
    const scores = new Uint16Array(count);
    /** How many of the words each document has. */
    const has = new Uint8Array(count);
    const matched = new Set<string>();
    sought.forEach((word, nth) => {
      const best = new Uint8Array(count);
      // One letter is a word of its own, and begins a great many: only the last may still be going on.
      const whole = word.length === 1 && nth < sought.length - 1;
      for (const [term, quality] of fitting(word, whole, nearly)) {
        const posting = postings[term] ?? [];
        if (posting.length > 0) matched.add(words[term] ?? "");
        // The innermost loop, walked for each letter that is typed: an iterator would take thrice the time.
        for (let at = 0; at < posting.length; at += 1) {
          const entry = posting[at] ?? 0;
          const number = entry >>> 1;
          const value = quality << (entry & 1);
          if (value > (best[number] ?? 0)) best[number] = value;
        }
      }
      for (let number = 0; number < count; number += 1)
        if (has[number] === nth && best[number]) {
          has[number] = nth + 1;
          scores[number] = (scores[number] ?? 0) + (best[number] ?? 0);
        }
    });
    const chosen = createChoice<Document<T>>(ask.limit);
    for (let number = 0; number < count; number += 1) {
      if (has[number] !== sought.length) continue;
      const document = documents[number];
      if (document && ask.accept(document.about))
        chosen.offer(document, scores[number] ?? 0, -Math.abs(document.at - ask.now));
    }
    const hits = chosen.best().map(({ key, about }) => ({ key, about }));
    return { hits, total: chosen.offered(), matched };
  };

  return {
    put,
    remove,
    search: (ask) => {
      const sought = queryWords(ask.query);
      if (sought.length === 0) return { hits: [], total: 0, matched: new Set() };
      const found = look(sought, false, ask);
      if (found.total >= FEW || sought.every((word) => errorsAllowed(word) === 0)) return found;
      return look(sought, true, ask);
    },
    keys: () => numbers.keys(),
    get size() {
      return numbers.size;
    },
  };
};

/** The best of those that are offered, without putting all of them in order. */
const createChoice = <D>(limit: number) => {
  const kept: { document: D; score: number; near: number }[] = [];
  let count = 0;
  return {
    offer(document: D, score: number, near: number): void {
      count += 1;
      const worst = kept.length < limit ? undefined : kept.at(-1);
      if (worst && (score < worst.score || (score === worst.score && near <= worst.near))) return;
      let low = 0;
      let high = kept.length;
      while (low < high) {
        const middle = (low + high) >>> 1;
        const one = kept[middle];
        if (one && (one.score > score || (one.score === score && one.near >= near)))
          low = middle + 1;
        else high = middle;
      }
      kept.splice(low, 0, { document, score, near });
      if (kept.length > limit) kept.pop();
    },
    best: (): D[] => kept.map(({ document }) => document),
    offered: (): number => count,
  };
};

/** Short, and another one for all but every text that is not the same: two hashes of 32 bits (FNV-1a, from two beginnings) and the length. */
const printOf = (parts: readonly string[]): string => {
  let one = 0x811c9dc5;
  let two = 0x01000193;
  let length = 0;
  for (const part of parts) {
    length += part.length;
    for (let at = 0; at < part.length; at += 1) {
      const unit = part.charCodeAt(at);
      one = Math.imul(one ^ unit, 0x01000193);
      two = Math.imul(two ^ unit, 0x85ebca6b);
    }
    one = Math.imul(one ^ 0xffff, 0x01000193);
    two = Math.imul(two ^ 0xffff, 0x85ebca6b);
  }
  return `${one >>> 0} ${two >>> 0} ${length}`;
};
