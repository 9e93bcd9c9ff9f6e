import type { Language } from "./languages.ts";

/** Both languages group digits alike; Chromium has no Welsh for `Intl.NumberFormat` either. */
const formats: Record<Language, Intl.NumberFormat> = {
  en: new Intl.NumberFormat("en-GB"),
  cy: new Intl.NumberFormat("en-GB"),
};

/** A whole number with its thousands apart: `16,000`. */
export const formatCount = (language: Language, n: number): string => formats[language].format(n);
