import { computed, type ReadonlySignal, signal } from "@preact/signals";
import { keepOnDevice, readFromDevice } from "../kept-on-device.ts";
import { en, type Words } from "./en/words.ts";

export const LANGUAGES = ["en", "cy"] as const;
export type Language = (typeof LANGUAGES)[number];

/** Each language by its own name, whatever the current one is. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { en: "English", cy: "Cymraeg" };

/** English comes with the page; the other dictionary is a chunk of its own, precached like the rest. */
const loadWords = async (language: Language): Promise<Words> =>
  language === "en" ? en : (await import("./cy/words.ts")).cy;

const preferred = (): Language => {
  const kept = readFromDevice("language");
  if (kept === "en" || kept === "cy") return kept;
  return globalThis.navigator?.language?.toLowerCase().startsWith("cy") ? "cy" : "en";
};

const current = signal<{ language: Language; words: Words }>({ language: "en", words: en });

/** The language of the whole app. */
export const language: ReadonlySignal<Language> = computed(() => current.value.language);

/** Every word on the screens, in the current language: `words.value.chat.send`. */
export const words: ReadonlySignal<Words> = computed(() => current.value.words);

/** Counts the changes asked for, so that a dictionary which comes late does not undo a later choice. */
let asked = 0;

const show = async (language: Language): Promise<void> => {
  asked += 1;
  const turn = asked;
  const words = await loadWords(language);
  if (turn !== asked) return;
  current.value = { language, words };
  globalThis.document?.documentElement.setAttribute("lang", language);
};

/** Changes the language and keeps the choice on this device. Rejects, changing nothing, if its dictionary can't be loaded. */
export const setLanguage = async (language: Language): Promise<void> => {
  await show(language);
  keepOnDevice("language", language);
};

/** Shows the language kept on this device, else the browser's. English stays if the dictionary can't be loaded. */
export const startLanguage = (): Promise<void> => show(preferred()).catch(() => {});
