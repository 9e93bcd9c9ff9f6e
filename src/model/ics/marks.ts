/** What a file said of a record, remembered as fingerprints by group: so an edit made since can be told from a change of the file. */
import type { GroupValues } from "../mutation.ts";

/** FNV-1a of a text's UTF-16 units, in base 36. */
const fingerprint = (text: string): string => {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++)
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193) >>> 0;
  return hash.toString(36);
};

export const markOf = (values: GroupValues): string =>
  fingerprint(
    JSON.stringify(Object.entries(values).toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))),
  );

export const marksText = (set: Readonly<Record<string, GroupValues>>): string =>
  Object.entries(set)
    .map(([group, values]) => `${group}:${markOf(values)}`)
    .join(" ");

/** Of a lesson that a file had cancelled, and said nothing else of. */
export const CANCELLED_BY_FILE = marksText({ cancelled: { cancelled: true } });

export const readMarks = (text: string | null | undefined): ReadonlyMap<string, string> =>
  new Map(
    (text ?? "").split(" ").map((one): [string, string] => {
      const at = one.indexOf(":");
      return [one.slice(0, at), one.slice(at + 1)];
    }),
  );
