import { words } from "../i18n/language.ts";
import { showToast } from "../kit/toast.tsx";

/** Does what the student asked for; if it fails, says so: nothing was changed. */
export const attempt = async (action: () => Promise<unknown>): Promise<void> => {
  try {
    await action();
  } catch (error) {
    console.error(error);
    showToast({ text: words.value.sync.failed });
  }
};
