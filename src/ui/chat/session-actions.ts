import {
  deleteSession,
  restoreSession,
  resumeSession,
  saveSession,
  type SessionRow,
} from "../../store/sessions.ts";
import type { Store } from "../../store/store.ts";
import { undoSave } from "../../store/undo-save.ts";
import { writeProblem } from "../../store/write-problem.ts";
import { words } from "../i18n/language.ts";
import { showToast } from "../kit/toast.tsx";

/** Runs a write that the student asked for; one that fails is told, and changed nothing. True if it was stored. */
export const attempt = async (write: () => Promise<unknown>): Promise<boolean> => {
  try {
    await write();
    return true;
  } catch (error) {
    showToast({ text: words.value.chat.notices.failed[writeProblem(error)] });
    return false;
  }
};

const undoBy = (write: () => Promise<unknown>) => ({
  label: words.value.chat.actions.undo,
  run: () => void attempt(write),
});

/** Archives a session, begins a new one, and offers to take it back. `flush` sends it at once. */
export const saveWithUndo = (
  store: Store,
  session: SessionRow,
  flush: () => void,
): Promise<boolean> =>
  attempt(async () => {
    const next = await saveSession(store, session);
    flush();
    showToast({
      text: words.value.chat.notices.saved,
      action: undoBy(() => undoSave(store, session, next)),
    });
  });

/** Deletes a session on all devices and offers to take it back. */
export const deleteWithUndo = (store: Store, session: SessionRow): Promise<boolean> =>
  attempt(async () => {
    await deleteSession(store, session);
    showToast({
      text: words.value.chat.notices.deleted,
      action: undoBy(() => restoreSession(store, session)),
    });
  });

/** Makes a session the active one, if it isn't already. */
export const resume = (store: Store, session: SessionRow): Promise<boolean> =>
  session.is_active
    ? Promise.resolve(true)
    : attempt(async () => {
        await resumeSession(store, session);
      });
