import { useLocation } from "preact-iso/router";
import { useState } from "preact/hooks";
import { copyRefused, type RefusedChange, refusedChanges } from "../../store/refused.ts";
import type { Store } from "../../store/store.ts";
import { retryRefused } from "../../store/sync-store.ts";
import { localDate } from "../i18n/dates.ts";
import { words } from "../i18n/language.ts";
import { Button } from "../kit/button.tsx";
import { showToast } from "../kit/toast.tsx";
import { useServices } from "../services.ts";
import { useLive } from "../use-live.ts";
import { attempt } from "./attempt.ts";
import { DiscardDialog } from "./discard-dialog.tsx";
import { canOpen, openRecord } from "./open-record.ts";
import { PanelItem } from "./panel-item.tsx";
import { PanelSection } from "./panel-section.tsx";
import { refusalReason } from "./refusal-reason.ts";
import { saveFile } from "./save-file.ts";

/** The changes that the server would not take: what each is, why, and the ways on. */
export const RefusedList = ({ store }: { store: Store }) => {
  const { flush } = useServices();
  const { route } = useLocation();
  const refused = useLive(() => refusedChanges(store.db), [store.db]);
  const [asked, setAsked] = useState<number | null>(null);
  // One that another tab has dealt with meanwhile is not asked about any more.
  const leaving = refused?.find(({ entry }) => entry === asked) ?? null;
  const { sync } = words.value;

  const retry = async ({ entry }: RefusedChange) => {
    await retryRefused(store.db, entry);
    flush();
  };
  const edit = async ({ entry }: RefusedChange) => {
    const copy = await copyRefused(store.db, entry);
    const url = copy ? await openRecord(store, copy) : null;
    if (url === null) showToast({ text: sync.refused.missing });
    else route(url);
  };
  const save = async ({ entry }: RefusedChange) => {
    const copy = await copyRefused(store.db, entry);
    if (copy) saveFile(`${sync.refused.file}-${localDate(store.now())}.json`, copy);
  };

  return (
    <>
      <PanelSection
        title={sync.refused.heading}
        text={sync.refused.text}
        empty={sync.refused.empty}
        items={refused}
        keyOf={({ entry }) => entry}
      >
        {(change) => {
          const kind = change.draftFor === null ? sync.records[change.table] : sync.draft;
          const name = change.title || kind;
          return (
            <PanelItem
              kind={kind}
              title={change.title}
              ways={
                <>
                  <Button
                    aria-label={sync.of(sync.refused.retry, name)}
                    onClick={() => void attempt(() => retry(change))}
                  >
                    {sync.refused.retry}
                  </Button>
                  {canOpen(change) && (
                    <Button
                      aria-label={sync.of(sync.refused.edit, name)}
                      onClick={() => void attempt(() => edit(change))}
                    >
                      {sync.refused.edit}
                    </Button>
                  )}
                  <Button
                    variant="quiet"
                    aria-label={sync.of(sync.refused.export, name)}
                    onClick={() => void attempt(() => save(change))}
                  >
                    {sync.refused.export}
                  </Button>
                  <Button
                    variant="quiet"
                    aria-label={sync.of(sync.refused.discard, name)}
                    onClick={() => setAsked(change.entry)}
                  >
                    {sync.refused.discard}
                  </Button>
                </>
              }
            >
              <p class="panel-note">{sync.reasons[refusalReason(change.code)]}</p>
            </PanelItem>
          );
        }}
      </PanelSection>
      <DiscardDialog store={store} change={leaving} onClose={() => setAsked(null)} />
    </>
  );
};
