import { useRef, useState } from "preact/hooks";
import { useStore } from "../services.ts";
import { words } from "../i18n/language.ts";
import { Button } from "../kit/button.tsx";
import { IcsExport } from "./ics-export.tsx";
import { IcsImport } from "./ics-import.tsx";
import { openCalendarFile, pendingFile } from "./pending-file.ts";
import "./ics.css";

/** Calendar files in and out. */
export const CalendarFiles = () => {
  const store = useStore();
  const { ics } = words.value.calendar;
  const input = useRef<HTMLInputElement>(null);
  const [exporting, setExporting] = useState(false);
  const file = pendingFile.value;
  return (
    <>
      <Button variant="quiet" icon="upload" onClick={() => input.current?.click()}>
        {ics.import}
      </Button>
      <Button variant="quiet" icon="download" onClick={() => setExporting(true)}>
        {ics.export}
      </Button>
      <Button variant="quiet" icon="print" onClick={() => print()}>
        {words.value.planner.print}
      </Button>
      <input
        ref={input}
        type="file"
        accept=".ics,text/calendar"
        hidden
        aria-label={ics.importTitle}
        onInput={(event) => {
          const [chosen] = event.currentTarget.files ?? [];
          // So that the same file can be chosen again.
          event.currentTarget.value = "";
          if (chosen) openCalendarFile(chosen);
        }}
      />
      {file && (
        <IcsImport
          store={store}
          file={file}
          onClose={() => {
            pendingFile.value = null;
          }}
        />
      )}
      {exporting && <IcsExport store={store} onClose={() => setExporting(false)} />}
    </>
  );
};
