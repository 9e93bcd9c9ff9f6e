import { athroOf } from "../../model/athros.ts";
import { athroIdOf } from "../../model/legacy/athro-id.ts";
import { parseLegacyKey } from "../../model/legacy/keys.ts";
import { legacyReport, type UnreadKey, unreadValues } from "../../store/legacy-report.ts";
import type { Store } from "../../store/store.ts";
import { localDate } from "../i18n/dates.ts";
import type { OlderWords } from "../i18n/en/older.ts";
import { words } from "../i18n/language.ts";
import { formatCount } from "../i18n/numbers.ts";
import { Button } from "../kit/button.tsx";
import { attempt } from "../sync-status/attempt.ts";
import { saveFile } from "../sync-status/save-file.ts";
import { useLive } from "../use-live.ts";
import { SettingsSection } from "./settings-section.tsx";

/** What was taken over from the Athro that was used here before; nothing where there was none. */
export const OlderData = ({ store }: { store: Store }) => {
  const report = useLive(() => legacyReport(store.db), [store.db]);
  const { older } = words.value;
  if (!report) return null;
  const counts = [
    [older.chats, report.chats],
    [older.messages, report.messages],
    [older.events, report.events],
  ] as const;
  const save = async () =>
    saveFile(`${older.file}-${localDate(store.now())}.json`, await unreadValues(store.db));
  return (
    <SettingsSection title={older.heading}>
      <p>{older.text}</p>
      <dl class="settings-facts">
        {counts.map(([name, count]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{formatCount(count)}</dd>
          </div>
        ))}
      </dl>
      {report.unread.length > 0 && (
        <div class="settings-unread">
          <p id="older-unread">{older.unread}</p>
          <ul aria-labelledby="older-unread">
            {report.unread.map((one) => (
              <li key={one.key}>
                <strong>{nameOf(older, one.key)}</strong>
                {one.reasons.map((reason) => (
                  <p key={reason}>{older.reasons[reason]}</p>
                ))}
              </li>
            ))}
          </ul>
          <Button onClick={() => void attempt(save)}>{older.export}</Button>
        </div>
      )}
    </SettingsSection>
  );
};

/** What a key of the old app is to the student. */
const nameOf = (older: OlderWords, key: UnreadKey["key"]): string => {
  const form = parseLegacyKey(key)?.form;
  if (!form) return key;
  switch (form.kind) {
    case "session": {
      const { name } = athroOf(athroIdOf(form.athroId));
      return form.archived ? older.savedChat(name) : older.chat(name);
    }
    case "calendar":
      return form.backup ? older.calendarBackup : older.calendar;
    case "confidence":
      return older.confidence;
    case "preference":
      return older.setting(form.name);
  }
};
