import type { Store } from "../../store/store.ts";
import {
  dismissOverwritten,
  type OverwrittenEdit,
  overwrittenEdits,
  restoreOverwritten,
} from "../../store/superseded.ts";
import { localDate } from "../i18n/dates.ts";
import { language, words } from "../i18n/language.ts";
import { Button } from "../kit/button.tsx";
import { showToast } from "../kit/toast.tsx";
import { useLive } from "../use-live.ts";
import { attempt } from "./attempt.ts";
import { fieldOf, valueWords } from "./lost-words.ts";
import { momentLabel } from "./moment-label.ts";
import { PanelItem } from "./panel-item.tsx";
import { PanelSection } from "./panel-section.tsx";

/** The edits that lost to another device's: what each was, what is in its place, and the way back. */
export const OverwrittenList = ({ store }: { store: Store }) => {
  const edits = useLive(() => overwrittenEdits(store.db), [store.db]);
  const { sync } = words.value;
  const { overwritten } = sync;

  const restore = async ({ id }: OverwrittenEdit) => {
    await restoreOverwritten(store, id);
    showToast({ text: overwritten.restored });
  };
  const dismiss = async ({ id }: OverwrittenEdit) => {
    await dismissOverwritten(store, id);
    const undo = () => void attempt(() => dismissOverwritten(store, id, true));
    showToast({
      text: overwritten.dismissed,
      action: { label: overwritten.undo, run: undo },
    });
  };

  return (
    <PanelSection
      title={overwritten.heading}
      text={overwritten.text}
      empty={overwritten.empty}
      items={edits}
      keyOf={({ id }) => id}
    >
      {(edit) => {
        const record = edit.title || sync.records[edit.table];
        const name = sync.fieldOf(record, sync.fields[fieldOf(edit.group)]);
        return (
          <PanelItem
            kind={sync.records[edit.table]}
            title={edit.title}
            ways={
              <>
                {edit.present && (
                  <Button
                    aria-label={sync.of(overwritten.restore, name)}
                    onClick={() => void attempt(() => restore(edit))}
                  >
                    {overwritten.restore}
                  </Button>
                )}
                <Button
                  variant="quiet"
                  aria-label={sync.of(overwritten.dismiss, name)}
                  onClick={() => void attempt(() => dismiss(edit))}
                >
                  {overwritten.dismiss}
                </Button>
              </>
            }
          >
            <Versions edit={edit} now={store.now()} />
          </PanelItem>
        );
      }}
    </PanelSection>
  );
};

const Versions = ({ edit, now }: { edit: OverwrittenEdit; now: number }) => {
  const { sync } = words.value;
  const { overwritten } = sync;
  const reader = { words: words.value, language: language.value, today: localDate(now) };
  const when = momentLabel(language.value, edit.at, now);
  return (
    <>
      <p class="panel-note">{sync.fields[fieldOf(edit.group)]}</p>
      <dl class="panel-versions">
        <div>
          <dt>{overwritten.lost}</dt>
          <dd>{valueWords(reader, edit.group, edit.lost)}</dd>
        </div>
        {edit.present && (
          <div>
            <dt>{overwritten.present}</dt>
            <dd>{valueWords(reader, edit.group, edit.present)}</dd>
          </div>
        )}
      </dl>
      <p class="panel-note">
        {edit.here ? overwritten.madeHere(when) : overwritten.madeElsewhere(when)}
      </p>
      {!edit.present && <p class="panel-note">{overwritten.gone}</p>}
    </>
  );
};
