import { words } from "../i18n/language.ts";
import { Button } from "../kit/button.tsx";
import { useServices } from "../services.ts";
import { isInstalled, readOffering } from "./install-offer.ts";

/** The way to install Athro in Settings, for whoever was not asked, or declined. Nothing where it can't be. */
export const InstallRow = () => {
  const ask = useServices().install.value;
  const { install } = words.value.device;
  if (isInstalled()) return <p>{install.done}</p>;
  if (ask)
    return (
      <div class="settings-row">
        <span>{install.row}</span>
        <Button onClick={() => void ask()}>{install.action}</Button>
      </div>
    );
  return readOffering().byHand ? <p>{install.byHand}</p> : null;
};
