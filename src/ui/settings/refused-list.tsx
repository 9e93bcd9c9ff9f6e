import { useId, useState } from "preact/hooks";
import type { RefusedChange } from "../../store/refused.ts";
import type { Store } from "../../store/store.ts";
import { retryRefused } from "../../store/sync-store.ts";
import { words } from "../i18n/language.ts";
import { Button } from "../kit/button.tsx";
import { showToast } from "../kit/toast.tsx";
import { useServices } from "../services.ts";
import { DiscardDialog } from "./discard-dialog.tsx";
import { refusalReason } from "./refusal-reason.ts";

/** The changes that the server would not take: what each is, why, and the two ways on. */
export const RefusedList = ({ store, refused }: { store: Store; refused: RefusedChange[] }) => {
  const { flush } = useServices();
  const heading = useId();
  const [leaving, setLeaving] = useState<RefusedChange | null>(null);
  const { settings } = words.value;
  const retry = async (change: RefusedChange) => {
    try {
      await retryRefused(store.db, change.entry);
      flush();
    } catch (error) {
      console.error(error);
      showToast({ text: settings.failed });
    }
  };
  return (
    <section class="refused" aria-labelledby={heading}>
      <h3 id={heading}>{settings.refused}</h3>
      <p>{settings.refusedText}</p>
      <ul>
        {refused.map((change) => {
          const name = change.title || settings.records[change.table];
          return (
            <li key={change.entry}>
              <p class="refused-what">
                <b>{settings.records[change.table]}</b> {change.title}
              </p>
              <p class="refused-why">{settings.reasons[refusalReason(change.code)]}</p>
              <div class="refused-ways">
                <Button aria-label={settings.retryOf(name)} onClick={() => void retry(change)}>
                  {settings.retry}
                </Button>
                <Button
                  variant="quiet"
                  aria-label={settings.discardOf(name)}
                  onClick={() => setLeaving(change)}
                >
                  {settings.discard}
                </Button>
              </div>
            </li>
          );
        })}
      </ul>
      <DiscardDialog store={store} change={leaving} onClose={() => setLeaving(null)} />
    </section>
  );
};
