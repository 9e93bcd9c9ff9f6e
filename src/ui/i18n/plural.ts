import type { Language } from "./languages.ts";

type Form = Intl.LDMLPluralRule;

/** Made when first asked: the first of `Intl` loads its data, for which no page waits that counts nothing. */
const rules: Partial<Record<Language, Intl.PluralRules>> = {};

const rulesOf = (language: Language): Intl.PluralRules =>
  (rules[language] ??= new Intl.PluralRules(language));

/** The sentence for a number: `forms.other` wherever the language's own form is not given. */
export const plural = (
  language: Language,
  n: number,
  forms: Partial<Record<Form, string>> & { other: string },
): string => (forms[rulesOf(language).select(n)] ?? forms.other).replace("{n}", String(n));
