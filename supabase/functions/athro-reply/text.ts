/** UTF-16 code units in a stored message; `src/model/limits.ts` and the database hold messages to the same number. */
export const CONTENT_LENGTH_MAX = 16_000;

/** What stands for a reply of which nothing was written before it was stopped. */
export const NOTHING = "…";

/** At most `length` code units of `text`, never ending in half a surrogate pair. */
export const cut = (text: string, length: number): string => {
  if (text.length <= length) return text;
  const last = text.charCodeAt(length - 1);
  const splitsPair = last >= 0xd800 && last <= 0xdbff;
  return text.slice(0, splitsPair ? length - 1 : length);
};

/**
 * Text as a message may hold it: without NUL and lone surrogates, which PostgreSQL refuses, trimmed, and within
 * `CONTENT_LENGTH_MAX`. May be empty.
 */
export const storable = (text: string): string => {
  // Surrogates go first: a NUL between two halves must not leave them to join up.
  const clean = text.replace(/\p{Surrogate}/gu, "").replaceAll("\0", "");
  return cut(clean.trim(), CONTENT_LENGTH_MAX).trimEnd();
};
