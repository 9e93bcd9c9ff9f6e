import { words } from "../i18n/language.ts";
import { Button } from "../kit/button.tsx";
import { focusHeading } from "../kit/focus-heading.ts";
import { useFocusAfter } from "../kit/use-focus-after.ts";
import { useServices } from "../services.ts";
import { SettingsRow } from "../settings/settings-row.tsx";
import { isInstalled, readOffering } from "./install-offer.ts";

/** The way to install Athro in Settings, for whoever was not asked, or declined. Nothing where it can't be. */
export const InstallRow = () => {
  const ask = useServices().install.value;
  const { install } = words.value.device;
  const done = isInstalled() ? install.done : null;
  const said = done ?? (ask ? install.row : readOffering().byHand ? install.byHand : null);
  useFocusAfter(said !== null, focusHeading);
  if (said === null) return null;
  return (
    <SettingsRow standing={ask}>
      <span>{said}</span>
      {done === null && ask && <Button onClick={() => void ask()}>{install.action}</Button>}
    </SettingsRow>
  );
};
