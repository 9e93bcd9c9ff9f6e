import { cleanText } from "./text.ts";

/** What another app hands over when a student shares something with Athro. */
export interface Shared {
  title: string;
  text: string;
  url: string;
}

/**
 * What was shared as one text, a part a line. Apps put the address into the text or the title too, or the title before the text: what
 * is said already is not said twice.
 */
export const textOfShared = ({ title, text, url }: Shared): string => {
  const parts = [title, text, url].map((part) => cleanText(part).trim());
  return parts
    .filter((part, index) => {
      const said = parts.some(
        (other, at) =>
          at !== index && other.includes(part) && (other.length > part.length || at < index),
      );
      return part !== "" && !said;
    })
    .join("\n");
};
