import { language, setLanguage, words } from "../i18n/language.ts";
import { LANGUAGE_NAMES, LANGUAGES } from "../i18n/languages.ts";
import { Segments } from "../kit/segments.tsx";
import { showToast } from "../kit/toast.tsx";

const OPTIONS = LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value], lang: value }));

/** English or Cymraeg, for this device. */
export const LanguageSwitch = ({ showLabel = false }: { showLabel?: boolean }) => (
  <Segments
    label={words.value.settings.language}
    showLabel={showLabel}
    options={OPTIONS}
    value={language.value}
    onChange={(value) => {
      setLanguage(value).catch(() => showToast({ text: words.value.settings.languageNotLoaded }));
    }}
  />
);
