import type { Claim } from "./database.ts";
import type { Teaching } from "./personas.ts";

const AS_ASKED =
  "Answer in the language of the student's last message, English or Welsh (Cymraeg), and keep to it until the student changes.";

/** AthroCymraeg's modes, by the value of the preference `language:athro-welsh`. */
const WELSH_MODES: Readonly<Record<string, string>> = {
  en: "Explain in English only, whatever language the student writes in; Welsh words and examples stand in Welsh with their meaning in English.",
  cy: "Atebwch yn Gymraeg yn unig. Answer in clear Welsh only, never in English, also when the student writes English: use short sentences and common words, and put a hard word in other Welsh words.",
  both: "Answer in Welsh and English side by side: each sentence or short paragraph in Welsh first, and beneath it the same in English.",
};

/** The languages that AthroLanguages teaches, by the value of the preference `language:athro-languages`. */
const LEARNT: Readonly<Record<string, string>> = {
  fr: "French",
  de: "German",
  es: "Spanish",
  it: "Italian",
  pl: "Polish",
  el: "Greek",
  tr: "Turkish",
  uk: "Ukrainian",
  zh: "Chinese (Mandarin, simplified characters with pinyin beside them)",
  ar: "Arabic (Modern Standard, with a transliteration beside new words)",
};

const own = (from: Readonly<Record<string, string>>, value: unknown): string | undefined =>
  typeof value === "string" && Object.hasOwn(from, value) ? from[value] : undefined;

/**
 * A claim's preferences as sentences for the prompt. What a student stored is only ever looked up here, never passed on: a preference
 * holds whatever its device wrote.
 */
export const teachingOf = ({
  athroId,
  language,
  confidence,
}: Pick<Claim, "athroId" | "language" | "confidence">): Teaching => ({
  language: languageOf(athroId, language),
  ...levelOf(confidence),
});

const languageOf = (athroId: string, value: unknown): string => {
  if (athroId === "athro-welsh") return own(WELSH_MODES, value) ?? AS_ASKED;
  const learnt = athroId === "athro-languages" ? own(LEARNT, value) : undefined;
  if (learnt === undefined) return AS_ASKED;
  return `The student is learning ${learnt}: teach that language and no other, and give its words and examples in it. Explain in the language of the student's last message, English or Welsh (Cymraeg).`;
};

const levelOf = (confidence: unknown): Pick<Teaching, "level"> => {
  if (typeof confidence !== "number" || !(confidence >= 0 && confidence <= 10)) return {};
  const said = `The student rates their own confidence in this subject at ${Math.round(confidence)} out of 10:`;
  if (confidence <= 3)
    return { level: `${said} take smaller steps, begin with what they can do, and encourage.` };
  if (confidence <= 6)
    return { level: `${said} give steps of middle size, and check each before the next.` };
  return { level: `${said} move faster, and stretch them with harder questions.` };
};
