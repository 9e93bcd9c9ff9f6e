import { isKnownAthro } from "../athros.ts";
import { cleanText } from "../text.ts";
import { isLongerThan, trimEdges } from "./json.ts";

const ALIASES = new Map([
  ["dt", "designtech"],
  ["ict", "it"],
  ["mathematics", "maths"],
  ["cymraeg", "welsh"],
]);

/**
 * The id of the Athro that old data means: `athro-maths` for `athro-maths`, `Athro-Mathematics`, `AthroMaths` and `maths`. What no
 * Athro of this app is called stays as it is.
 */
export const athroIdOf = (written: string): string => {
  const text = trimEdges(cleanText(written));
  const bare = text.toLowerCase().replace(/^athro-?/, "");
  const id = `athro-${ALIASES.get(bare) ?? bare}`;
  return isKnownAthro(id) ? id : text;
};

/** Code points; a preference's name has room for it. */
const LENGTH_MAX = 180;

/** Whether a text can be an Athro's id, if perhaps one of no Athro of this app. */
export const isAthroId = (text: string): boolean => text !== "" && !isLongerThan(text, LENGTH_MAX);
