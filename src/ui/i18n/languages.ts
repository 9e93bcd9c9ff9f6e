export const LANGUAGES = ["en", "cy"] as const;
export type Language = (typeof LANGUAGES)[number];

/** Each language by its own name, whatever the current one is. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { en: "English", cy: "Cymraeg" };
