import { words } from "../i18n/language.ts";
import { Button } from "../kit/button.tsx";
import { askToNotify, notifyLeave } from "../notifications.ts";
import { SettingsRow } from "./settings-row.tsx";

/** Whether Athro may tell of replies while it is not in view; once said, that is the browser's to change. */
export const NotifySetting = () => {
  const { notify } = words.value.tutor;
  const leave = notifyLeave.value;
  if (leave === "unavailable") return null;
  return (
    <SettingsRow standing={leave}>
      <span>{notify[leave]}</span>
      {leave === "default" && <Button onClick={() => void askToNotify()}>{notify.allow}</Button>}
    </SettingsRow>
  );
};
