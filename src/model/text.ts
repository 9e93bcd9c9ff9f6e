/**
 * Text as PostgreSQL can hold it: without NUL, and with U+FFFD for a lone surrogate. Done when it is written, so that one odd
 * character can never hold up a queue.
 */
export const cleanText = (text: string): string => text.replaceAll("\0", "").toWellFormed();

/** `cleanText` for every string in a JSON value, keys included. */
export const cleanValue = (value: unknown): unknown => {
  if (typeof value === "string") return cleanText(value);
  if (Array.isArray(value)) return value.map(cleanValue);
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [cleanText(key), cleanValue(inner)]),
    );
  return value;
};

/** The first line of a text, shortened at a word to at most `length` characters: a title for what begins so. */
export const titleFrom = (text: string, length = 60): string => {
  const line = text.trim().split(/\s*\n/, 1)[0] ?? "";
  if (line.length <= length) return line;
  // The first half of a character that the cut went through goes with the second.
  const cut = line.slice(0, length - 1).replace(/[\ud800-\udbff]$/, "");
  const space = cut.lastIndexOf(" ");
  return `${(space > length / 2 ? cut.slice(0, space) : cut).trimEnd()}…`;
};
