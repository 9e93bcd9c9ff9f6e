import type { ReadonlySignal } from "@preact/signals";
import { useState } from "preact/hooks";
import { words } from "../i18n/language.ts";
import { Button } from "../kit/button.tsx";
import "./update-notice.css";

interface UpdateNoticeProps {
  /** What is known of a newer version; see `UpdateState` in host/updates.ts. */
  state: ReadonlySignal<"ready" | "elsewhere" | "gone" | null>;
  /** Whether the server takes nothing more from this version. */
  required: ReadonlySignal<boolean>;
  /** True if a newer version waits. */
  look: () => Promise<boolean>;
  run: () => void;
}

/** A newer version: the student says when, since the page is loaded again. Only the tab in which they say so is. */
export const UpdateNotice = ({ state, required, look, run }: UpdateNoticeProps) => {
  const [busy, setBusy] = useState(false);
  const [none, setNone] = useState(false);
  const { update } = words.value.device;
  const known = state.value;
  if (known === null && !required.value) return null;

  const go = () => {
    setBusy(true);
    run();
  };
  const search = async () => {
    setBusy(true);
    setNone(false);
    if (await look()) return run();
    setBusy(false);
    setNone(true);
  };
  if (known === null)
    return (
      <p>
        {none ? update.none : update.required}{" "}
        <Button busy={busy} onClick={() => void search()}>
          {busy ? update.looking : update.look}
        </Button>
      </p>
    );
  const text = known === "ready" && required.value ? update.readyRequired : update[known];
  return (
    <p>
      {text}{" "}
      <Button busy={busy} onClick={go}>
        {busy ? update.updating : known === "ready" ? update.action : update.again}
      </Button>
    </p>
  );
};
