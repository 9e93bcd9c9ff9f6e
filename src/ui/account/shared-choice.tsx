import { words } from "../i18n/language.ts";
import { CheckField } from "../kit/field.tsx";
import { useServices } from "../services.ts";

/** Whether others use this device too, and what follows from it. Kept on the device, for whoever signs in. */
export const SharedChoice = () => {
  const { shared, setShared } = useServices();
  const { label, hint } = words.value.account.sharedDevice;
  return (
    <CheckField
      label={label}
      hint={hint}
      checked={shared.value}
      onInput={(next) => void setShared(next)}
    />
  );
};
