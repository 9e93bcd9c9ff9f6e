/** The composition root's part for whoever has begun: their open store, and what goes on beside it. A first visit's first screen does without. */
import type { Signal } from "@preact/signals";
import { linkPage, type PageLink } from "./host/page.ts";
import { tokensWhenNeeded } from "./host/tokens-when-needed.ts";
import { newId } from "./model/new-id.ts";
import { openDatabase } from "./store/database.ts";
import type { Device } from "./store/device.ts";
import { watch } from "./store/live.ts";
import { prepareChat } from "./store/opening-chat.ts";
import type { Store } from "./store/store.ts";
import { lastProblem, readSummary, type SyncSummary } from "./store/summary.ts";
import { afterFirstDrawn } from "./ui/shell/first-screen.ts";

export { surviveDeletion } from "./host/survive-deletion.ts";
export { YourAthros } from "./ui/shell/your-athros.tsx";
export { startImport } from "./import-legacy.ts";

export const openStore = async (
  uid: string | null,
  name: string | undefined,
  committed: () => void,
): Promise<Store> => ({
  db: await openDatabase(uid, newId, {}, name),
  user: uid,
  now: Date.now,
  newId,
  committed,
});

/** As many messages as a log shows at first. */
const SHOWN = 50;

/**
 * Reads what the screen at `path` shows first, if that is a chat. Resolves with the path at which it is shown: of the chat that was spoken in
 * last, its own.
 */
export const prepareReading = async (store: Store, path: string): Promise<string> => {
  const match = /^\/athro(?:\/([\w-]+))?$/.exec(path);
  if (!match) return path;
  const athro = await prepareChat(store, match[1] ?? null, SHOWN);
  return athro === undefined ? path : `/athro/${encodeURIComponent(athro)}`;
};

/**
 * Links the store to the worker, and keeps count of what waits, which `told` holds. `screen` resolves when syncing may begin; `ended` is told,
 * once, while a sign-in is asked for.
 */
export const startLink = (
  store: Store & { user: string },
  device: Device,
  told: Signal<SyncSummary | null>,
  screen: Promise<void>,
  ended: (store: Store & { user: string }, signal: AbortSignal) => void,
): PageLink => {
  let waiting = 0;
  let watching: AbortController | null = null;
  let unwatch: (() => void) | null = null;
  const problemOf = lastProblem();
  const unwait = afterFirstDrawn(() => {
    unwatch = watch(
      () => readSummary(store.db),
      (summary) => {
        waiting = summary.waiting;
        told.value = summary;
        // Not begun anew at each attempt.
        const over = problemOf(summary) === "signin";
        if (over === (watching !== null)) return;
        watching?.abort();
        watching = over ? new AbortController() : null;
        if (watching) ended(store, watching.signal);
      },
      () => {},
    );
  });
  const link = linkPage(store, tokensWhenNeeded(device), () => waiting, screen);
  return {
    nudge: link.nudge,
    stop: () => {
      unwait();
      unwatch?.();
      watching?.abort();
      link.stop();
    },
  };
};
