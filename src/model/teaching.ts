/** How a student wants to be taught by an Athro: preferences, which the reply function reads (`supabase/functions/athro-reply/modes.ts`). */

/** What AthroCymraeg may answer in: English only, Cymraeg yn unig, or both side by side. */
const WELSH_MODES = ["en", "cy", "both"] as const;
export type WelshMode = (typeof WELSH_MODES)[number];

/** What AthroLanguages teaches. */
const LEARNT_LANGUAGES = ["fr", "de", "es", "it", "pl", "el", "tr", "uk", "zh", "ar"] as const;
export type LearntLanguage = (typeof LEARNT_LANGUAGES)[number];

const CHOICES: Readonly<Record<string, readonly string[]>> = {
  "athro-welsh": WELSH_MODES,
  "athro-languages": LEARNT_LANGUAGES,
};

/** What can be chosen for an Athro's language; none for most. */
export const languageChoices = (athroId: string): readonly string[] =>
  Object.hasOwn(CHOICES, athroId) ? (CHOICES[athroId] ?? []) : [];

/** The preference that holds the choice; null or another value for none. */
export const languagePreference = (athroId: string): string => `language:${athroId}`;

/** The preference that holds how confident the student is, a whole number from 0 to 10; null for not said. */
export const confidencePreference = (athroId: string): string => `confidence:${athroId}`;

export const CONFIDENCE_MAX = 10;

export const isConfidence = (value: unknown): value is number =>
  Number.isInteger(value) && Number(value) >= 0 && Number(value) <= CONFIDENCE_MAX;
