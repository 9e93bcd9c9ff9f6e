/** Registers the worker and tells when a new version waits. Only the tab in which the student agrees reloads. */
import { workerUrl } from "./worker-url.ts";

/** `offer` gets a function that updates and reloads this tab. */
export const registerWorker = async (offer: (update: () => void) => void): Promise<void> => {
  if (!("serviceWorker" in navigator)) return;
  const { Workbox } = await import("workbox-window");
  const workbox = import.meta.env.DEV
    ? new Workbox(workerUrl("/dev-sw.js?dev-sw"), { type: "module" })
    : new Workbox(workerUrl("/sw.js"));
  let agreed = false;
  workbox.addEventListener("waiting", () =>
    offer(() => {
      agreed = true;
      workbox.messageSkipWaiting();
    }),
  );
  workbox.addEventListener("controlling", () => {
    if (agreed) location.reload();
  });
  // Refused in some private windows, and out of reach behind a portal: the page goes on without.
  await workbox
    .register({ immediate: true })
    .catch((error: unknown) => console.warn("worker: not registered", error));
};
