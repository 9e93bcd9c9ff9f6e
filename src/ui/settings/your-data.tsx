import { useState } from "preact/hooks";
import type { Store } from "../../store/store.ts";
import { saveExport } from "../account/save-export.ts";
import { words } from "../i18n/language.ts";
import { Button } from "../kit/button.tsx";
import { ImportData } from "./import-data.tsx";
import { SettingsSection } from "./settings-section.tsx";

/** Everything that a student has made, to take along and to bring back; for guests too, and without a network. */
export const YourData = ({ store }: { store: Store }) => {
  const [state, setState] = useState<"busy" | "failed" | null>(null);
  const { data } = words.value;
  const save = async () => {
    setState("busy");
    try {
      await saveExport(store);
      setState(null);
    } catch (error) {
      console.error(error);
      setState("failed");
    }
  };
  return (
    <SettingsSection title={data.heading}>
      <div class="settings-row">
        <span>{data.text}</span>
        <Button busy={state === "busy"} onClick={() => void save()}>
          {state === "busy" ? data.exporting : data.export}
        </Button>
      </div>
      {state === "failed" && <p role="alert">{data.exportFailed}</p>}
      <ImportData store={store} />
    </SettingsSection>
  );
};
