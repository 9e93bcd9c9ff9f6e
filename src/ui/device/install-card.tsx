import { useState } from "preact/hooks";
import { words } from "../i18n/language.ts";
import { Button } from "../kit/button.tsx";
import { focusHeading } from "../kit/focus-heading.ts";
import { useFocusAfter } from "../kit/use-focus-after.ts";
import { useServices } from "../services.ts";
import { declineInstall, offerOf, readOffering } from "./install-offer.ts";
import "./install-card.css";

/** The offer to install Athro, at the foot of Home, where it moves nothing. */
export const InstallCard = () => {
  const { install } = useServices();
  const [declined, setDeclined] = useState(false);
  const ask = install.value;
  const offer = declined ? null : offerOf({ ...readOffering(), canAsk: ask !== null });
  const { install: text } = words.value.device;
  useFocusAfter(offer !== null, focusHeading);
  if (offer === null) return null;
  const decline = () => {
    declineInstall();
    setDeclined(true);
  };
  return (
    <section class="card install-card" aria-labelledby="install-card">
      <h2 id="install-card">{text.heading}</h2>
      <p>{offer === "ask" ? text.text : text.byHand}</p>
      <div class="install-card-actions">
        <Button variant="quiet" onClick={decline}>
          {offer === "ask" ? text.later : text.gotIt}
        </Button>
        {ask && (
          <Button
            onClick={() => {
              void ask().then((agreed) => {
                if (!agreed) decline();
              });
            }}
          >
            {text.action}
          </Button>
        )}
      </div>
    </section>
  );
};
