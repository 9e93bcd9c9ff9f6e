/** The page's side of syncing: tells the worker's engine what happens here, and runs the engine itself where no worker answers. */
import type { Store } from "../store/store.ts";
import type { TokenSource } from "../transport/token.ts";
import { backend } from "./backend.ts";
import type { Host } from "./host.ts";
import { idleMoment } from "./idle-moment.ts";
import { type NudgeInput, SYNC_TAG } from "./nudge.ts";
import { tellWorker } from "./tell-worker.ts";

/** Between two slow polls, ms; jittered, so that a class does not ask all at once. */
const POLL_MIN_MS = 60_000;
const POLL_SPREAD_MS = 30_000;
/** How often a page with changes waiting makes sure that someone is at work on them, ms. */
const HEARTBEAT_MS = 3_000;
/** So long a start belongs to the screen, ms. */
const SCREEN_FIRST_MS = 4_000;
/** A hidden page keeps its socket for so long, ms. */
const SOCKET_IDLE_MS = 60_000;

export interface PageLink {
  nudge(input: NudgeInput): void;
  stop(): void;
}

/** Background Sync is Chromium's alone and not in TypeScript's library. */
interface SyncRegistration extends ServiceWorkerRegistration {
  sync?: { register(tag: string): Promise<void> };
}

/**
 * Links one student's open store to whoever syncs it, until stopped. `waiting` tells how many changes wait now. Until `screen` resolves, it
 * begins nothing by itself: a start belongs to the screen, and the worker would compete with it.
 */
export const linkPage = (
  store: Store & { user: string },
  token: TokenSource,
  waiting: () => number,
  screen: Promise<void>,
): PageLink => {
  const ended = new AbortController();
  const { signal } = ended;
  let fallback: Host | null = null;
  /** The worker did not answer in time when it was told something last: the page does its work until it answers. */
  let silent = false;

  const nudge = (input: NudgeInput): void => {
    if (!signal.aborted) void deliver(input);
  };

  const deliver = async (input: NudgeInput): Promise<void> => {
    const registration: SyncRegistration | undefined = await registrationNow();
    if (signal.aborted) return;
    if (!registration?.active) return here(input);
    const answered = tellWorker(registration.active, {
      type: "athro-nudge",
      uid: store.user,
      input,
    });
    // Should the page be gone before the push is, the browser does it when there is a network.
    if (input.type === "wrote" || input.type === "flush")
      void registration.sync?.register(SYNC_TAG).catch(() => {});
    const done = silent;
    if (done) await here(input);
    if (await answered) {
      silent = false;
      fallback?.stop();
      fallback = null;
      foresee();
    } else if (!done) {
      silent = true;
      await here(input);
    }
  };

  let foreseen = false;
  /** Has the engine's code come while it can be had, since a worker that hangs serves no file either; but not while the screen is coming. */
  const foresee = (): void => {
    if (foreseen) return;
    foreseen = true;
    setTimeout(
      () =>
        void idleMoment()
          .then(loadHost)
          .catch(() => {}),
      SCREEN_FIRST_MS,
    );
  };

  const here = async (input: NudgeInput): Promise<void> => {
    const { pageHost } = await loadHost();
    if (signal.aborted) return;
    // One that a lost database stopped is over; the database may be open again.
    if (!fallback || fallback.stopped()) fallback = pageHost(store, token, isSeen);
    fallback.send(input);
  };

  const on = (target: EventTarget, type: string, listener: () => void): void =>
    target.addEventListener(type, listener, { signal });
  on(window, "online", () => nudge({ type: "online" }));
  on(window, "pagehide", () => waiting() > 0 && nudge({ type: "flush" }));
  on(document, "visibilitychange", () => {
    if (isSeen()) nudge({ type: "visible" });
    else if (waiting() > 0) nudge({ type: "flush" });
  });

  const heartbeat = setInterval(() => {
    if (waiting() > 0 && isSeen()) nudge({ type: "wrote" });
  }, HEARTBEAT_MS);
  let poll: ReturnType<typeof setTimeout>;
  const planPoll = (): void => {
    poll = setTimeout(
      () => {
        if (isSeen()) nudge({ type: "poll" });
        planPoll();
      },
      POLL_MIN_MS + Math.random() * POLL_SPREAD_MS,
    );
  };
  planPoll();
  signal.addEventListener("abort", () => {
    clearInterval(heartbeat);
    clearTimeout(poll);
    fallback?.stop();
  });

  void screen.then(() => {
    nudge({ type: "started" });
    listen(store.user, token, nudge, signal);
  });
  return { nudge, stop: () => ended.abort() };
};

const isSeen = (): boolean => document.visibilityState === "visible";

/** The engine's code is no part of the page's first. */
const loadHost = () => import("./open-host.ts");

/** The registration if a worker of it is active or about to be; a page without one does not wait for it. */
const registrationNow = async (): Promise<ServiceWorkerRegistration | undefined> => {
  if (!("serviceWorker" in navigator)) return undefined;
  return navigator.serviceWorker.getRegistration().catch(() => undefined);
};

/** Keeps the poke channel open while the page is seen, and for a while after. */
const listen = (
  uid: string,
  token: TokenSource,
  nudge: (input: NudgeInput) => void,
  signal: AbortSignal,
): void => {
  let close: Promise<() => Promise<void>> | null = null;
  let idle: ReturnType<typeof setTimeout> | undefined;

  const open = (): void => {
    clearTimeout(idle);
    // Offline, Realtime would knock for ever: `online` opens it.
    if (close || signal.aborted || !navigator.onLine) return;
    close = import("../transport/pokes.optional.ts").then(({ listenForPokes }) =>
      listenForPokes(backend, token, uid, {
        poked: (seq) => nudge({ type: "poke", seq }),
        joined: () => {
          // What changed since the last pull, the one of the start included, was told to no one here.
          nudge({ type: "visible" });
        },
      }),
    );
    // Offline, the chunk of the network library may be missing: the next look tries again.
    close.catch(() => {
      close = null;
    });
  };
  const shut = (): void => {
    const closing = close;
    close = null;
    void closing?.then((end) => end()).catch(() => {});
  };

  document.addEventListener(
    "visibilitychange",
    () => {
      clearTimeout(idle);
      if (isSeen()) open();
      else idle = setTimeout(shut, SOCKET_IDLE_MS);
    },
    { signal },
  );
  window.addEventListener("online", open, { signal });
  window.addEventListener("offline", shut, { signal });
  signal.addEventListener("abort", () => {
    clearTimeout(idle);
    shut();
  });
  if (isSeen()) open();
};
