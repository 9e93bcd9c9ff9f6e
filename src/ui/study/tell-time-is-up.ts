import { athroOf } from "../../model/athros.ts";
import { words } from "../i18n/language.ts";
import { notifyLeave } from "../notifications.ts";

/** Tells of the end by a notification, if the student has allowed them and isn't looking. Without one the bar says it. */
export const tellTimeIsUp = async (athroId: string): Promise<void> => {
  if (notifyLeave.peek() !== "granted" || document.visibilityState === "visible") return;
  try {
    const registration = await navigator.serviceWorker.ready;
    await registration.showNotification(words.peek().study.timer.over, {
      body: athroOf(athroId).name,
      // Of several tabs that tell it, one is seen.
      tag: "athro-study",
      icon: "/icons/athro-192.png",
      data: { path: `/athro/${athroId}` },
    });
  } catch (error) {
    console.warn("study: no notification", error);
  }
};
