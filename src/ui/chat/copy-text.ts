import { words } from "../i18n/language.ts";
import { showToast } from "../kit/toast.tsx";

/** Copies a text, and says whether it could. */
export const copyText = async (text: string): Promise<void> => {
  const { notices } = words.value.chat;
  try {
    await navigator.clipboard.writeText(text);
    showToast({ text: notices.copied });
  } catch {
    showToast({ text: notices.notCopied });
  }
};
