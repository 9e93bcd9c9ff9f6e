import { words } from "../i18n/language.ts";
import { Button } from "../kit/button.tsx";
import { useServices } from "../services.ts";
import { SettingsRow } from "../settings/settings-row.tsx";
import { isInstalled, readOffering } from "./install-offer.ts";

/** The way to install Athro in Settings, for whoever was not asked, or declined. Nothing where it can't be. */
export const InstallRow = () => {
  const ask = useServices().install.value;
  const { install } = words.value.device;
  const installed = isInstalled();
  const byHand = !installed && !ask && readOffering().byHand;
  if (!installed && !ask && !byHand) return null;
  return (
    <SettingsRow standing={ask}>
      <span>{installed ? install.done : byHand ? install.byHand : install.row}</span>
      {!installed && ask && <Button onClick={() => void ask()}>{install.action}</Button>}
    </SettingsRow>
  );
};
