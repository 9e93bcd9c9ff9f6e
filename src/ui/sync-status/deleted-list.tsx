import { athroOf } from "../../model/athros.ts";
import { restoreEvent } from "../../store/events.ts";
import { type DeletedRecord, recentlyDeleted } from "../../store/recently-deleted.ts";
import { restoreAll } from "../../store/restore-all.ts";
import { restoreSession } from "../../store/sessions.ts";
import type { Store } from "../../store/store.ts";
import { localDate } from "../i18n/dates.ts";
import { language, words } from "../i18n/language.ts";
import { Button } from "../kit/button.tsx";
import { showToast } from "../kit/toast.tsx";
import { useLive } from "../use-live.ts";
import { attempt } from "./attempt.ts";
import { valueWords } from "./lost-words.ts";
import { dayLabel, momentLabel } from "./moment-label.ts";
import { PanelItem } from "./panel-item.tsx";
import { PanelSection } from "./panel-section.tsx";

/** Chats and events that were deleted and can be restored. */
export const DeletedList = ({ store }: { store: Store }) => {
  const records = useLive(() => recentlyDeleted(store), [store]);
  const { sync } = words.value;
  const { deleted } = sync;

  const restore = async (record: DeletedRecord) => {
    await (record.table === "chat_sessions"
      ? restoreSession(store, record.row)
      : restoreEvent(store, record.row.id));
    showToast({ text: deleted.restored });
  };
  const restoreEvery = async (all: readonly DeletedRecord[]) => {
    const undo = await restoreAll(store, all);
    if (!undo) return;
    showToast({
      text: deleted.restoredAll(all.length),
      action: { label: sync.overwritten.undo, run: () => void attempt(undo) },
    });
  };

  return (
    <PanelSection
      title={deleted.heading}
      text={store.user === null ? deleted.textGuest : deleted.text}
      empty={deleted.empty}
      items={records}
      keyOf={({ row }) => row.id}
      forAll={
        <Button onClick={() => void attempt(() => restoreEvery(records ?? []))}>
          {deleted.restoreAll}
        </Button>
      }
    >
      {(record) => (
        <PanelItem
          kind={sync.records[record.table]}
          title={record.row.title}
          ways={
            <Button
              aria-label={sync.of(deleted.restore, record.row.title || sync.records[record.table])}
              onClick={() => void attempt(() => restore(record))}
            >
              {deleted.restore}
            </Button>
          }
        >
          <p class="panel-note">{aboutOf(record, store.now())}</p>
          {record.at !== null && record.until !== null && (
            <p class="panel-note">
              {deleted.when(
                momentLabel(language.value, record.at, store.now()),
                dayLabel(language.value, record.until, store.now()),
              )}
            </p>
          )}
        </PanelItem>
      )}
    </PanelSection>
  );
};

/** Whose chat it is, or when the event is. */
const aboutOf = ({ table, row }: DeletedRecord, now: number): string => {
  if (table === "chat_sessions") return athroOf(row.athro_id).name;
  const { all_day, starts_at, ends_at } = row;
  const reader = { words: words.value, language: language.value, today: localDate(now) };
  return valueWords(reader, "time", { all_day, starts_at, ends_at });
};
