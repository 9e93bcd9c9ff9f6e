/** Leave to tell of replies that come while the app is not in view. The worker shows them; the browser keeps the leave. */
import { type ReadonlySignal, signal } from "@preact/signals";

type Leave = NotificationPermission | "unavailable";

/** iOS has notifications only for an installed app, and some browsers none. */
const leaveNow = (): Leave =>
  "Notification" in globalThis && "serviceWorker" in navigator
    ? Notification.permission
    : "unavailable";

const leave = signal<Leave>(leaveNow());

/** What the student has said, or `default` before. */
export const notifyLeave: ReadonlySignal<Leave> = leave;

/** Whether the student may be asked: not if they have said yes or no, which is the browser's to change. */
export const canOfferToNotify = (): boolean => leave.value === "default";

/** After something else has asked. */
export const readLeave = (): void => {
  leave.value = leaveNow();
};

/** To be called by a press of a button, which browsers ask for. */
export const askToNotify = async (): Promise<void> => {
  await Notification.requestPermission().catch(() => {});
  readLeave();
};
