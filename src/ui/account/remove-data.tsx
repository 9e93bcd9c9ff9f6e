import { useState } from "preact/hooks";
import type { Store } from "../../store/store.ts";
import { words } from "../i18n/language.ts";
import { Button } from "../kit/button.tsx";
import { useServices } from "../services.ts";
import { RemoveQuestion } from "./remove-question.tsx";

/** The way to leave nothing behind on this device. */
export const RemoveData = ({ store }: { store: Store }) => {
  const { prepareSignOut } = useServices();
  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  const { remove } = words.value.account;
  const ask = async () => {
    setBusy(true);
    // What can't be put into the queue now is named all the same: it is still here to be counted.
    await prepareSignOut().catch((error: unknown) => console.error(error));
    setBusy(false);
    setAsked(true);
  };
  return (
    <div class="settings-row">
      <span>{store.user === null ? remove.guestText : remove.text}</span>
      <Button variant="remove" icon="trash" busy={busy} onClick={() => void ask()}>
        {remove.button}
      </Button>
      {asked && <RemoveQuestion store={store} onClose={() => setAsked(false)} />}
    </div>
  );
};
