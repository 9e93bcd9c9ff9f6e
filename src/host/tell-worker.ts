import type { Nudge } from "./nudge.ts";

/** How long a worker may take to answer, its start included, ms. */
const ANSWER_MS = 5_000;

/**
 * Tells a worker something. Resolves with true once it answers, and with false when it has not in time: it hangs, or is of a version
 * that does not answer. What it was told it may still do later.
 */
export const tellWorker = (
  worker: Pick<ServiceWorker, "postMessage">,
  nudge: Nudge,
): Promise<boolean> =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    const end = (answered: boolean): void => {
      clearTimeout(timer);
      port1.close();
      resolve(answered);
    };
    const timer = setTimeout(() => end(false), ANSWER_MS);
    port1.addEventListener("message", () => end(true));
    port1.start();
    worker.postMessage(nudge, [port2]);
  });
