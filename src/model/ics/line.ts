/** Content lines of RFC 5545: text, escaped and folded. */

const OCTETS_MAX = 75;

/** UTF-8 octets of one code point. */
const octetsOf = (point: number): number =>
  point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;

/** A text as far as a file can hold it: with one kind of line end, and without control characters but for tab. */
export const plainText = (text: string): string =>
  text.replace(/\r\n?/g, "\n").replace(/(?![\t\n])\p{Cc}/gu, "");

/** A TEXT value: what separates values is escaped. */
export const escapeText = (text: string): string =>
  plainText(text)
    .replace(/[\\;,]/g, "\\$&")
    .replaceAll("\n", "\\n");

/** A line with its end, in pieces of at most 75 octets between which no character is cut. */
export const fold = (line: string): string => {
  let folded = "";
  let octets = 0;
  for (const character of line) {
    const size = octetsOf(character.codePointAt(0) ?? 0);
    if (octets + size > OCTETS_MAX) {
      folded += "\r\n ";
      octets = 1;
    }
    folded += character;
    octets += size;
  }
  return `${folded}\r\n`;
};
