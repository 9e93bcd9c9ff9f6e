import { computed, type ReadonlySignal, signal } from "@preact/signals";
import { followOnDevice, keepOnDevice, readFromDevice } from "../kept-on-device.ts";
import { dictionaries, type Section, type Words } from "./dictionaries.ts";
import { shell } from "./en/shell.ts";
import type { Language } from "./languages.ts";

/** What has been loaded. A section that comes later is seen by the screens that asked for it, since they are rendered after it. */
const loaded: Record<Language, Partial<Words>> = { en: { shell }, cy: {} };

/** The sections that something on the page may show: another language is not shown before it has them all. */
const inUse = new Set<Section>(["shell"]);

const current = signal<Language>("en");

/** The language of the whole app. */
export const language: ReadonlySignal<Language> = current;

/**
 * The words on the screens, in the current language: `words.value.chat.send`. The shell's are always there; whatever shows another
 * section has to have it loaded first (`loadWords`), as routes do for their screens.
 */
export const words: ReadonlySignal<Words> = computed(() => loaded[current.value] as Words);

const keep = <S extends Section>(language: Language, section: S, words: Words[S]): void => {
  loaded[language][section] = words;
};

const load = async (language: Language, section: Section): Promise<void> =>
  keep(language, section, await dictionaries[language][section]());

const missing = (language: Language, sections: Iterable<Section>): Section[] =>
  [...sections].filter((section) => !loaded[language][section]);

/** Counts the changes asked for, so that a dictionary which comes late does not undo a later choice. */
let asked = 0;

const show = async (language: Language): Promise<void> => {
  asked += 1;
  const turn = asked;
  for (let lacking = missing(language, inUse); lacking[0]; lacking = missing(language, inUse))
    await Promise.all(lacking.map((section) => load(language, section)));
  if (turn !== asked) return;
  current.value = language;
  document.documentElement.lang = language;
};

/**
 * Changes the language. The choice is kept on this device at once, so that leaving the page meanwhile loses nothing of it. Rejects if the
 * words in use can't be loaded: the screens stay as they are, and the next start tries again.
 */
export const setLanguage = async (language: Language): Promise<void> => {
  keepOnDevice("language", language);
  await show(language);
};

export const isLanguage = (value: unknown): value is Language => value === "en" || value === "cy";

const preferred = (): Language => {
  const kept = readFromDevice("language");
  if (isLanguage(kept)) return kept;
  return navigator.language.toLowerCase().startsWith("cy") ? "cy" : "en";
};

/**
 * Shows the language kept on this device, else the browser's, and follows a choice that is made in another tab. If the words can't be
 * loaded, the language stays as it is.
 */
export const startLanguage = async (): Promise<void> => {
  followOnDevice("language", (kept) => {
    if (isLanguage(kept) && kept !== current.peek()) void show(kept).catch(() => {});
  });
  if (preferred() === "cy") await show("cy").catch(() => {});
};

/**
 * Resolves once these sections are there in the current language, and rejects if they can't be loaded. From then on they are there in
 * whatever language is shown.
 */
export const loadWords = async (sections: readonly Section[]): Promise<void> => {
  // The language may change meanwhile.
  for (
    let lacking = missing(current.value, sections);
    lacking[0];
    lacking = missing(current.value, sections)
  ) {
    const language = current.value;
    await Promise.all(lacking.map((section) => load(language, section)));
  }
  for (const section of sections) inUse.add(section);
};
