import { useId } from "preact/hooks";
import { words } from "../i18n/language.ts";
import { useServices } from "../services.ts";
import "./device-data.css";

/** Whether others use this device too, and what follows from it. Kept on the device, for whoever signs in. */
export const SharedChoice = () => {
  const { shared, setShared } = useServices();
  const hint = useId();
  const { sharedDevice } = words.value.account;
  return (
    <div class="shared-choice">
      <label class="check-field">
        <input
          type="checkbox"
          checked={shared.value}
          aria-describedby={hint}
          onChange={(event) => void setShared(event.currentTarget.checked)}
        />
        {sharedDevice.label}
      </label>
      <p class="field-hint" id={hint}>
        {sharedDevice.hint}
      </p>
    </div>
  );
};
