import { restoreEvent } from "../../store/events.ts";
import type { Store } from "../../store/store.ts";
import { words } from "../i18n/language.ts";
import { showToast } from "../kit/toast.tsx";

/** Says that an event was deleted, and offers it back. */
export const offerRestore = (store: Store, id: string): void => say(store, id, "deleted");

const say = (store: Store, id: string, what: "deleted" | "notRestored"): void => {
  const { calendar } = words.value;
  showToast({
    text: calendar[what],
    action: {
      label: calendar.undo,
      run: () => {
        restoreEvent(store, id).catch((error: unknown) => {
          console.error(error);
          say(store, id, "notRestored");
        });
      },
    },
  });
};
