/**
 * The composition root's part for what Athro is on this device: its worker and its versions, the number on its icon, and storage that
 * the browser does not clear, the time that a student has set for revising, and the keyboard's place on the page. Loaded after the first
 * screen.
 */
import { effect, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { type FunctionComponent, h } from "preact";
import { showBadge } from "./host/badge.ts";
import { keepOptionalParts } from "./host/optional-parts.ts";
import { type UpdateState, watchUpdates } from "./host/updates.ts";
import { takeLaunchedFiles } from "./launched-files.ts";
import type { SyncSummary } from "./store/summary.ts";
import { noteVisit, noteWrite } from "./ui/device/install-offer.ts";
import { protectStorage } from "./ui/device/storage.ts";
import { UpdateNotice } from "./ui/device/update-notice.tsx";
import { loadWords } from "./ui/i18n/language.ts";
import { reloadPage } from "./ui/leaving.ts";
import { keepFocus } from "./ui/shell/keep-focus.ts";
import { putDialog, type StandingDialogs } from "./ui/standing-dialogs.ts";
import { studyTimer } from "./ui/study/study-timer.ts";

interface CarePorts {
  /** What waits for the server, and how syncing goes; null for a guest. */
  summary: ReadonlySignal<SyncSummary | null>;
  notice: Signal<FunctionComponent | null>;
  dialogs: Signal<StandingDialogs>;
}

export interface DeviceCare {
  /** The student has written something that is worth keeping. */
  wrote(): void;
  /** A part of the app could not be loaded. */
  missed(): void;
}

export const careForDevice = async ({
  summary,
  notice,
  dialogs,
}: CarePorts): Promise<DeviceCare> => {
  keepFocus();
  const state = signal<UpdateState | null>(null);
  const required = signal(false);
  const updates = await watchUpdates({
    tell: (next) => {
      // What this page lacks is told until it is loaded again, whatever waits beside.
      if (next !== "ready" || state.value === null) state.value = next;
    },
    reload: () => void reloadPage(),
  });
  nameManifest();
  void keepOptionalParts();
  takeLaunchedFiles();
  effect(() => showBadge(summary.value?.waiting ?? 0));
  effect(() => {
    required.value = summary.value?.status.problem === "upgrade";
    if (required.value) void updates.look();
  });
  effect(() => {
    if (studyTimer.value !== null) void showTimer(dialogs);
  });
  noteVisit(Date.now());
  loadWords(["device"]).then(
    () => {
      notice.value = () =>
        h(UpdateNotice, { state, required, look: updates.look, run: updates.run });
    },
    // The next start has them.
    () => {},
  );

  let written = false;
  return {
    wrote: () => {
      if (written) return;
      written = true;
      noteWrite();
      // Not at the start: a browser that asks the student asks for something that is there by now.
      void protectStorage();
    },
    missed: () => void updates.missed(),
  };
};

/** Shows the time set for revising. Where its part can't be had, the timer runs on and is seen at the next start or change. */
const showTimer = async (dialogs: Signal<StandingDialogs>): Promise<void> => {
  if (dialogs.peek()["study-timer"]) return;
  try {
    const [{ TimerBar }] = await Promise.all([
      import("./ui/study/timer-bar.optional.tsx"),
      loadWords(["study"]),
    ]);
    putDialog(dialogs, "study-timer", TimerBar);
  } catch (error) {
    console.warn("study: no timer bar", error);
  }
};

/** A start does without the manifest (`hosting/ahead.js`); the browser looks at it now. */
const nameManifest = (): void => {
  const link = document.querySelector<HTMLLinkElement>('link[rel="later-manifest"]');
  if (link) link.rel = "manifest";
};
