import { dictionaries, type Section, type Words } from "../../../src/ui/i18n/dictionaries.ts";
import type { Language } from "../../../src/ui/i18n/languages.ts";

/** All sections of a language, which the app itself never has at once. */
export const wholeDictionary = async (language: Language): Promise<Words> => {
  const sections = Object.keys(dictionaries[language]) as Section[];
  const entries = await Promise.all(
    sections.map(async (section) => [section, await dictionaries[language][section]()]),
  );
  return Object.fromEntries(entries) as Words;
};
