import { languageChoices, languagePreference } from "../../model/teaching.ts";
import type { Athro } from "../../model/athros.ts";
import { getPreference, setPreference } from "../../store/preferences.ts";
import type { Store } from "../../store/store.ts";
import { words } from "../i18n/language.ts";
import { SelectField } from "../kit/field.tsx";
import { useLive } from "../use-live.ts";
import { attempt } from "./session-actions.ts";
import "./teaching.css";

/** In which language an Athro of languages answers, or which it teaches; kept on all of the student's devices. */
export const LanguageChoice = ({ store, athro }: { store: Store; athro: Athro }) => {
  const choices = languageChoices(athro.id);
  const name = languagePreference(athro.id);
  const chosen = useLive(() => getPreference(store.db, name), [store, name], { later: true });
  const { teaching } = words.value.chat;
  if (choices.length === 0) return null;
  const value = typeof chosen === "string" && choices.includes(chosen) ? chosen : "";
  return (
    <div class="language-choice">
      <SelectField
        label={athro.id === "athro-languages" ? teaching.learning : teaching.language}
        value={value}
        onInput={(next) =>
          void attempt(() => setPreference(store, name, next === "" ? null : next))
        }
      >
        <option value="">{teaching.asAsked}</option>
        {choices.map((choice) => (
          <option key={choice} value={choice}>
            {teaching.languages[choice]}
          </option>
        ))}
      </SelectField>
    </div>
  );
};
