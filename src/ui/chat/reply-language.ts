import { knownWords } from "../../../supabase/functions/athro-reply/coach-language.ts";
import type { Language } from "../i18n/languages.ts";

/** Below so many words that tell, a text is too short to be sure of. */
const SURE = 3;
/** Words of the other language that an explanation may hold, as a share of its own: examples, and what is quoted. */
const FOREIGN_SHARE = 0.5;

/**
 * The language of a reply where it is certain, so that it is spoken as it should be whatever the page is in: where the student has chosen one
 * language for AthroCymraeg, and the words bear it out. The choice alone would not do: older replies were written under another one, and
 * the practice coach goes by the question. `mode` is the preference `language:athro-welsh`, whatever it holds.
 */
export const replyLanguage = (athroId: string, mode: unknown, text: string): Language | null => {
  if (athroId !== "athro-welsh" || (mode !== "cy" && mode !== "en")) return null;
  const { welsh, english } = knownWords(text);
  const [own, other] = mode === "cy" ? [welsh, english] : [english, welsh];
  return own >= SURE && other <= own * FOREIGN_SHARE ? mode : null;
};
