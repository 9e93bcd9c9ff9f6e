import type { Undo } from "../../store/undoable.ts";
import { words } from "../i18n/language.ts";
import { showToast } from "../kit/toast.tsx";

/** Says what was done to the calendar, and offers to take it back. What fails can be tried again. */
export const offerUndo = (text: string, undo: Undo): void => {
  const { calendar } = words.value;
  showToast({
    text,
    action: {
      label: calendar.undo,
      run: () => {
        undo().catch((error: unknown) => {
          console.error(error);
          offerUndo(words.value.calendar.notUndone, undo);
        });
      },
    },
  });
};
