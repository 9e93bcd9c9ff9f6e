import { queryWords, wordsOf } from "../../model/search/words.ts";

/** Whether a title has every word that is looked for, or words that begin so, whatever the accents. */
export const isSought = (title: string, query: string): boolean => {
  const words = wordsOf(title);
  return queryWords(query).every((sought) => words.some((word) => word.startsWith(sought)));
};
