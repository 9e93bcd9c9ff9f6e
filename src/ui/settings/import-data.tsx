import { useRef, useState } from "preact/hooks";
import type { ExportProblem, ReadExport } from "../../model/exported/read-export.ts";
import type { Imported } from "../../store/import-file.ts";
import type { Store } from "../../store/store.ts";
import { words } from "../i18n/language.ts";
import { Button } from "../kit/button.tsx";
import { ImportDialog, type ImportStep } from "./import-dialog.tsx";

/** Loaded when a file is chosen. */
const loadImport = () => import("../../store/import-file.ts");

/** Brings an exported file back: looked at whole, then asked about, then put in all at once. */
export const ImportData = ({ store }: { store: Store }) => {
  const chooser = useRef<HTMLInputElement>(null);
  const [reading, setReading] = useState(false);
  const [step, setStep] = useState<ImportStep | null>(null);
  const { data } = words.value;
  const problem = (found: ExportProblem | { kind: "failed" }) =>
    setStep({ kind: "problem", problem: found });

  const read = async (file: File) => {
    setReading(true);
    try {
      const { readFile } = await loadImport();
      const outcome = await readFile(new Uint8Array(await file.arrayBuffer()));
      if (outcome.kind === "read") setStep({ kind: "question", read: outcome.read });
      else problem(outcome.problem);
    } catch (error) {
      console.error(error);
      problem({ kind: "failed" });
    }
    setReading(false);
  };

  const write = async (file: ReadExport): Promise<void> => {
    setStep({ kind: "question", read: file, busy: true });
    try {
      const { importFile } = await loadImport();
      const done: Imported = await importFile(store, file);
      setStep({ kind: "done", done });
    } catch (error) {
      console.error(error);
      problem({ kind: "failed" });
    }
  };

  return (
    <div class="settings-row">
      <span>{data.importText}</span>
      <input
        ref={chooser}
        type="file"
        accept=".zip,.json,application/zip,application/json"
        hidden
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? [];
          // The same file may be chosen again.
          event.currentTarget.value = "";
          if (file) void read(file);
        }}
      />
      <Button busy={reading} onClick={() => chooser.current?.click()}>
        {reading ? data.reading : data.import}
      </Button>
      {step && (
        <ImportDialog
          step={step}
          onClose={() => setStep(null)}
          onImport={(file) => void write(file)}
        />
      )}
    </div>
  );
};
