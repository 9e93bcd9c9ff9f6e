import { useSignal } from "@preact/signals";
import type { Athro } from "../../model/athros.ts";
import { words } from "../i18n/language.ts";
import { keepOnDevice, readFromDevice } from "../kept-on-device.ts";
import { Button } from "../kit/button.tsx";
import { Notice } from "../kit/notice.tsx";
import { useFocusAfter } from "../kit/use-focus-after.ts";
import { askToNotify, canOfferToNotify } from "../notifications.ts";
import "./notify-offer.css";

/** Offers, once and by a button, to tell of a reply that comes while the app is not in view. For a question that waits for the network. */
export const NotifyOffer = ({ athro }: { athro: Athro }) => {
  const offered = useSignal(readFromDevice("notify-offered") !== null);
  const { notify } = words.value.chat;
  const shown = !offered.value && canOfferToNotify();
  useFocusAfter(shown, () => document.querySelector<HTMLElement>("[role=log]")?.focus());
  if (!shown) return null;
  const end = () => {
    keepOnDevice("notify-offered", "yes");
    offered.value = true;
  };
  return (
    <div class="notify-offer">
      <Notice
        tone="plain"
        label={notify.name}
        actions={
          <>
            <Button variant="quiet" onClick={end}>
              {notify.no}
            </Button>
            <Button onClick={() => void askToNotify().then(end)}>{notify.yes}</Button>
          </>
        }
      >
        {notify.question(athro.name)}
      </Notice>
    </div>
  );
};
