import { computed, type ReadonlySignal, signal } from "@preact/signals";
import { keepOnDevice, readFromDevice } from "../kept-on-device.ts";
import { shell } from "./en/shell.ts";
import type { Words } from "./en/words.ts";
import type { Language } from "./languages.ts";

/** A dictionary is a chunk of its own, precached like the rest; what stands around the screens in English comes with the page. */
const loadWords = async (language: Language): Promise<Words> =>
  language === "en" ? (await import("./en/words.ts")).en : (await import("./cy/words.ts")).cy;

const current = signal<{ language: Language; words: Partial<Words> & Pick<Words, "shell"> }>({
  language: "en",
  words: { shell },
});

/** The language of the whole app. */
export const language: ReadonlySignal<Language> = computed(() => current.value.language);

/**
 * Every word on the screens, in the current language: `words.value.chat.send`. The shell's are always there; the others are there
 * before any screen is rendered (`loadScreenWords`).
 */
export const words: ReadonlySignal<Words> = computed(() => current.value.words as Words);

/** Counts the changes asked for, so that a dictionary which comes late does not undo a later choice. */
let asked = 0;

const show = async (language: Language): Promise<void> => {
  asked += 1;
  const turn = asked;
  const words = await loadWords(language);
  if (turn !== asked) return;
  current.value = { language, words };
  document.documentElement.lang = language;
};

/**
 * Changes the language. The choice is kept on this device at once, so that leaving the page meanwhile loses nothing of it. Rejects if the
 * dictionary can't be loaded: the screens stay as they are, and the next start tries again.
 */
export const setLanguage = async (language: Language): Promise<void> => {
  keepOnDevice("language", language);
  await show(language);
};

const preferred = (): Language => {
  const kept = readFromDevice("language");
  if (kept === "en" || kept === "cy") return kept;
  return navigator.language.toLowerCase().startsWith("cy") ? "cy" : "en";
};

/** Shows the language kept on this device, else the browser's. English stays if the dictionary can't be loaded. */
export const startLanguage = async (): Promise<void> => {
  if (preferred() === "cy") await show("cy").catch(() => {});
};

/** Resolves once the words of the screens are there, and rejects if they can't be loaded. */
export const loadScreenWords = async (): Promise<void> => {
  if (!current.value.words.home) await show(current.value.language);
};
