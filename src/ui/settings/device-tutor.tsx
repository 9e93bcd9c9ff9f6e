import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { languageModel, MODEL_OPTIONS } from "../device-tutor/language-model.ts";
import { words } from "../i18n/language.ts";
import { keepOnDevice, readFromDevice } from "../kept-on-device.ts";
import { CheckField } from "../kit/field.tsx";
import { showToast } from "../kit/toast.tsx";
import { SettingsSection } from "./settings-section.tsx";

/** The choice to have the browser's own tutor answer offline; nothing at all where the browser has none. */
export const DeviceTutor = () => {
  const there = useSignal(false);
  const wanted = useSignal(readFromDevice("device-tutor") === "on");
  /** Part of the model that has been loaded, from 0 to 1; null while none is being loaded. */
  const loaded = useSignal<number | null>(null);
  /** Aborted when the choice that it is loaded for is taken back. */
  const loading = useRef<AbortController | null>(null);
  const { deviceTutor } = words.value.tutor;
  useEffect(() => {
    languageModel()
      ?.availability(MODEL_OPTIONS)
      .then((found) => (there.value = found !== "unavailable"))
      .catch(() => {});
  }, []);
  if (!there.value) return null;

  const want = async () => {
    const { signal } = (loading.current = new AbortController());
    wanted.value = true;
    loaded.value = 0;
    try {
      const session = await languageModel()?.create({
        ...MODEL_OPTIONS,
        signal,
        monitor: (monitor) =>
          monitor.addEventListener("downloadprogress", (event) => {
            if (!signal.aborted) loaded.value = (event as ProgressEvent).loaded;
          }),
      });
      session?.destroy();
      if (signal.aborted) return;
      keepOnDevice("device-tutor", "on");
    } catch {
      if (signal.aborted) return;
      wanted.value = false;
      showToast({ text: deviceTutor.failed });
    }
    loaded.value = null;
  };

  return (
    <SettingsSection title={deviceTutor.title}>
      <CheckField
        label={deviceTutor.use}
        checked={wanted.value}
        onInput={(next) => {
          if (next) return void want();
          loading.current?.abort();
          loaded.value = null;
          wanted.value = false;
          keepOnDevice("device-tutor", null);
        }}
      />
      <p class="field-hint">{deviceTutor.hint}</p>
      {loaded.value !== null && (
        <label class="field-hint">
          {deviceTutor.loading} <progress value={loaded.value} max={1} />
        </label>
      )}
    </SettingsSection>
  );
};
