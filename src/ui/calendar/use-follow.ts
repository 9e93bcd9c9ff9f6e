import type { Signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { getEvent } from "../../store/events.ts";
import { occurrenceAt } from "../../store/occurrences.ts";
import type { Store } from "../../store/store.ts";
import { useLive } from "../use-live.ts";
import { followed, type OpenedRow, type OpenEditor } from "./open-editor.ts";

/** What was deleted of an event while it was open: of one that repeats the time that is open, or all; null where it is there. */
export type Gone = "this" | "all" | null;

/** Brings the form up to what other tabs and devices do to the event meanwhile. */
export const useFollow = (
  store: Store,
  editor: Signal<OpenEditor | null>,
  opened: OpenedRow | null,
): Gone => {
  const id = opened?.id;
  const original = opened?.original ?? null;
  const live = useLive(
    async () =>
      id === undefined
        ? null
        : {
            row: await occurrenceAt(store.db, id, original),
            isThere: (await getEvent(store.db, id))?.deleted === false,
          },
    [store, id, original],
  );
  useEffect(() => {
    const current = editor.peek();
    if (live?.row && current?.row?.id === live.row.id) editor.value = followed(current, live.row);
  }, [live]);
  if (!live || (live.row && live.isThere)) return null;
  return live.isThere ? "this" : "all";
};
