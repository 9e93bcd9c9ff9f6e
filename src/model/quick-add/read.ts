import { type FindDate, readEnglish } from "./english.ts";
import { type Place, type QuickEvent, quickEvent } from "./quick-event.ts";
import { readWelsh } from "./welsh.ts";

/**
 * Understands a line such as "maths revision tomorrow 4pm for 1 hour". Students write in either language whatever the app speaks: the reading
 * that understands more of the text is taken, and of two equals that of `language`.
 */
export const readQuickAdd = (
  text: string,
  language: "en" | "cy",
  place: Place,
  findDate: FindDate,
): QuickEvent => {
  const english = readEnglish(text, place.now, findDate);
  const welsh = readWelsh(text, place.now);
  const isWelsh =
    welsh.covered === english.covered ? language === "cy" : welsh.covered > english.covered;
  return quickEvent(isWelsh ? welsh : english, place);
};
