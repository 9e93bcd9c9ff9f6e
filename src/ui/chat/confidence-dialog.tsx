import { useSignal } from "@preact/signals";
import { useId, useLayoutEffect, useRef } from "preact/hooks";
import type { Athro } from "../../model/athros.ts";
import { CONFIDENCE_MAX, confidencePreference } from "../../model/teaching.ts";
import { getPreference, setPreference } from "../../store/preferences.ts";
import type { Store } from "../../store/store.ts";
import { words } from "../i18n/language.ts";
import { Button } from "../kit/button.tsx";
import { Dialog } from "../kit/dialog.tsx";
import { useLive } from "../use-live.ts";
import { attempt } from "./session-actions.ts";
import "./teaching.css";

interface ConfidenceDialogProps {
  open: boolean;
  store: Store;
  athro: Athro;
  onClose: () => void;
}

/** How confident the student is in an Athro's subject, so that its steps are as large as they should be. */
export const ConfidenceDialog = ({ open, store, athro, onClose }: ConfidenceDialogProps) => (
  <Dialog open={open} title={words.value.chat.teaching.confidence} onClose={onClose}>
    <Level store={store} athro={athro} onClose={onClose} />
  </Dialog>
);

const Level = ({ store, athro, onClose }: Omit<ConfidenceDialogProps, "open">) => {
  const name = confidencePreference(athro.id);
  const stored = useLive(
    async () => ({ level: await getPreference(store.db, name) }),
    [store, name],
  );
  const picked = useSignal<number | null>(null);
  const id = useId();
  const slider = useRef<HTMLInputElement>(null);
  // The dialog has opened, and taken the focus itself, before it was read how it stands.
  useLayoutEffect(() => slider.current?.focus(), [stored === undefined]);
  const { teaching, actions } = words.value.chat;
  if (!stored) return null;
  const known = typeof stored.level === "number" ? stored.level : null;
  const level = picked.value ?? known;
  const save = async (next: number | null) => {
    if (await attempt(() => setPreference(store, name, next))) onClose();
  };
  return (
    <>
      <div class="confidence">
        <label for={id}>{teaching.how(athro.name)}</label>
        <input
          id={id}
          ref={slider}
          type="range"
          min={0}
          max={CONFIDENCE_MAX}
          step={1}
          value={level ?? CONFIDENCE_MAX / 2}
          aria-valuetext={level === null ? teaching.notSaid : teaching.level(level)}
          onInput={(event) => (picked.value = Number(event.currentTarget.value))}
        />
        <p>{level === null ? teaching.notSaid : teaching.level(level)}</p>
      </div>
      <div class="dialog-actions">
        <Button onClick={onClose}>{actions.cancel}</Button>
        {known !== null && <Button onClick={() => void save(null)}>{teaching.forget}</Button>}
        <Button
          variant="primary"
          onClick={() => void save(picked.peek() ?? known ?? CONFIDENCE_MAX / 2)}
        >
          {actions.save}
        </Button>
      </div>
    </>
  );
};
