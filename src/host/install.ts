/** Chromium's alone, and not in TypeScript's library. */
interface BeforeInstallPromptEvent extends Event {
  prompt(): Promise<{ outcome: "accepted" | "dismissed" }>;
}

/** Asks the browser, once, to install the app. Resolves with whether the student agreed. */
export type AskToInstall = () => Promise<boolean>;

/**
 * Holds back the browser's own offer to install the app, so that it is made when the student may want it: `offer` gets what asks, and
 * null when there is nothing to ask any more. The event may come before any screen does.
 */
export const holdInstallPrompt = (offer: (ask: AskToInstall | null) => void): void => {
  addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    offer(async () => {
      offer(null);
      const { outcome } = await (event as BeforeInstallPromptEvent).prompt();
      return outcome === "accepted";
    });
  });
  addEventListener("appinstalled", () => offer(null));
};
