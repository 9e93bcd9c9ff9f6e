import type { Language } from "./languages.ts";

type Form = Intl.LDMLPluralRule;

const rules: Record<Language, Intl.PluralRules> = {
  en: new Intl.PluralRules("en"),
  cy: new Intl.PluralRules("cy"),
};

/** The sentence for a number: `forms.other` wherever the language's own form is not given. */
export const plural = (
  language: Language,
  n: number,
  forms: Partial<Record<Form, string>> & { other: string },
): string => (forms[rules[language].select(n)] ?? forms.other).replace("{n}", String(n));
