import { computed, signal } from "@preact/signals";
import { cy } from "./cy/words.ts";
import { en, type Words } from "./en/words.ts";

export type Language = "en" | "cy";

const dictionaries: Record<Language, Words> = { en, cy };

/** The language of the whole app. */
export const language = signal<Language>("en");

/** Every word on the screens, in the current language: `words.value.chat.send`. */
export const words = computed<Words>(() => dictionaries[language.value]);
