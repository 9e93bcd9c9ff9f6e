import { chooseLanguage } from "../i18n/account-language.ts";
import { language, words } from "../i18n/language.ts";
import { LANGUAGE_NAMES, LANGUAGES } from "../i18n/languages.ts";
import { Segments } from "../kit/segments.tsx";
import { showToast } from "../kit/toast.tsx";
import { useServices } from "../services.ts";

const OPTIONS = LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value], lang: value }));

/** English or Cymraeg: on this device, and on the others of whoever uses it. */
export const LanguageSwitch = ({ showLabel = false }: { showLabel?: boolean }) => {
  const { store } = useServices();
  return (
    <Segments
      label={words.value.settings.language}
      showLabel={showLabel}
      options={OPTIONS}
      value={language.value}
      onChange={(value) => {
        chooseLanguage(value, store.value).catch(() =>
          showToast({ text: words.value.settings.languageNotLoaded }),
        );
      }}
    />
  );
};
