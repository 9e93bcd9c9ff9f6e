import { expect, test } from "vitest";
import { replyLanguage } from "../../../src/ui/chat/reply-language.ts";

const WELSH =
  "Mae treiglad meddal ar ôl y rhagenw hwn. Pam mae'r gair wedi newid yma, a sut oedd yn y frawddeg gyntaf?";
const ENGLISH =
  "The soft mutation follows this word. Why do you think that it has changed, and what was it before?";
const BOTH = `${WELSH}\n${ENGLISH}`;

test.each([
  ["Welsh, as chosen", "athro-welsh", "cy", WELSH, "cy"],
  [
    "English, as chosen, with a word to explain",
    "athro-welsh",
    "en",
    `${ENGLISH} It was "wedi".`,
    "en",
  ],
  ["Welsh of before English was chosen", "athro-welsh", "en", WELSH, null],
  ["English of the practice coach, though Welsh was chosen", "athro-welsh", "cy", ENGLISH, null],
  ["both, as chosen", "athro-welsh", "both", BOTH, null],
  ["both of before Welsh was chosen", "athro-welsh", "cy", BOTH, null],
  ["nothing chosen", "athro-welsh", undefined, WELSH, null],
  ["a value of another version", "athro-welsh", { cy: true }, WELSH, null],
  ["too short to be sure", "athro-welsh", "cy", "Da iawn!", null],
  ["a lesson of French", "athro-languages", "fr", ENGLISH, null],
  ["any other Athro", "athro-maths", "cy", WELSH, null],
] as const)("%s", (_, athroId, mode, text, language) => {
  expect(replyLanguage(athroId, mode, text)).toBe(language);
});
