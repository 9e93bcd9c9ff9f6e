/** Registers the worker and tells when a newer version of the app is there. Only the tab in which the student agrees loads again. */

import { ownScript } from "./own-script.ts";
import { workerUrl } from "./worker-url.ts";

/**
 * `ready`: a new version waits for the student's word. `elsewhere`: another tab gave it, so that this page is older than the worker that
 * serves it. `gone`: a part of this version is to be had no more, since a newer one took its place.
 */
export type UpdateState = "ready" | "elsewhere" | "gone";

export interface UpdateWatch {
  /** Asks the server for a newer version. True if one waits then. */
  look(): Promise<boolean>;
  /** Changes over to what waits, and loads this page again. */
  run(): void;
  /** A part of the app could not be loaded: finds out whether that is because a newer version is there. */
  missed(): Promise<void>;
}

interface UpdatePorts {
  tell(state: UpdateState): void;
  /** Loads the page again, when what was typed is safe. */
  reload(): void;
}

/** How often a page that stays open asks for a newer version, ms; browsers by themselves ask only when a page is loaded. */
const LOOK_INTERVAL_MS = 3_600_000;

/** Resolves once the worker is registered, or has been refused. */
export const watchUpdates = async ({ tell, reload }: UpdatePorts): Promise<UpdateWatch> => {
  const registration = await register();
  let agreed = false;
  let reloading = false;

  const loadAgain = (): void => {
    if (reloading) return;
    reloading = true;
    reload();
  };

  const run = (): void => {
    agreed = true;
    const waiting = registration?.waiting;
    if (!waiting) return loadAgain();
    // What comes first: this page may be one that no worker controls.
    waiting.addEventListener("statechange", () => {
      if (waiting.state !== "installed" && waiting.state !== "activating") loadAgain();
    });
    // The old worker keeps its place for as long as it is at work on the queue, which the new one takes up from the store.
    registration.active?.postMessage({ type: "STEP_ASIDE" });
    waiting.postMessage({ type: "SKIP_WAITING" });
  };

  if (registration) follow(registration, () => agreed, loadAgain, tell);

  let looked = Date.now();
  const look = async (): Promise<boolean> => {
    looked = Date.now();
    await registration?.update().catch(() => {});
    if (registration?.installing) await settled(registration.installing);
    return Boolean(registration?.waiting);
  };
  const lookNowAndThen = (): void => {
    if (document.visibilityState === "visible" && Date.now() - looked >= LOOK_INTERVAL_MS)
      void look();
  };
  document.addEventListener("visibilitychange", lookNowAndThen);
  setInterval(lookNowAndThen, LOOK_INTERVAL_MS / 4);

  const missed = async (): Promise<void> => {
    if (await isOlder()) tell("gone");
  };
  return { look, run, missed };
};

const register = async (): Promise<ServiceWorkerRegistration | undefined> => {
  if (!("serviceWorker" in navigator)) return undefined;
  try {
    return import.meta.env.DEV
      ? await navigator.serviceWorker.register(workerUrl("/dev-sw.js?dev-sw"), { type: "module" })
      : await navigator.serviceWorker.register(workerUrl("/sw.js"));
  } catch (error) {
    // Refused in some private windows, and out of reach behind a portal: the page goes on without.
    console.warn("worker: not registered", error);
    return undefined;
  }
};

const follow = (
  registration: ServiceWorkerRegistration,
  agreed: () => boolean,
  loadAgain: () => void,
  tell: (state: UpdateState) => void,
): void => {
  const { serviceWorker } = navigator;
  // The first worker of all takes the page that installed it: that is no new version.
  let first = !serviceWorker.controller && !registration.active;
  serviceWorker.addEventListener("controllerchange", () => {
    if (first) first = false;
    else if (agreed()) loadAgain();
    else tell("elsewhere");
  });
  const watch = (worker: ServiceWorker | null): void =>
    worker?.addEventListener("statechange", () => {
      if (registration.waiting === worker && registration.active) tell("ready");
    });
  registration.addEventListener("updatefound", () => watch(registration.installing));
  watch(registration.installing);
  if (registration.waiting && registration.active) tell("ready");
};

/** Until a worker that is being installed is, or has failed. */
const settled = (worker: ServiceWorker): Promise<void> =>
  new Promise((resolve) => {
    const check = (): void => {
      if (worker.state !== "installing") resolve();
    };
    worker.addEventListener("statechange", check);
    check();
  });

/** Whether the app that is served now begins with another script than this page did; false where none can be had. */
const isOlder = async (): Promise<boolean> => {
  const own = ownScript();
  if (!own) return false;
  try {
    const answer = await fetch("/index.html", { cache: "no-store" });
    const page = await answer.text();
    // A portal's page is none of ours.
    return answer.ok && page.includes('id="app"') && !page.includes(own);
  } catch {
    return false;
  }
};
