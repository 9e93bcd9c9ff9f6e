/** The composition root's rarest part: a student whose account was deleted on another device ([U13], [U14]). */
import type { Signal } from "@preact/signals";
import { h } from "preact";
import { backend } from "./host/backend.ts";
import { readState } from "./store/database.ts";
import type { Device } from "./store/device.ts";
import type { Store } from "./store/store.ts";
import { askAccountState } from "./transport/account-state.ts";
import { AccountGone } from "./ui/account/account-gone.tsx";
import { loadWords } from "./ui/i18n/language.ts";
import { keepOnDevice } from "./ui/kept-on-device.ts";
import { putDialog, type StandingDialogs } from "./ui/standing-dialogs.ts";

/** Between two questions while the session is over, ms; and where there was no answer. */
const LOOK_INTERVAL_MS = 600_000;
const RETRY_INTERVAL_MS = 30_000;

interface Watched {
  store: Store & { user: string };
  device: Device;
  dialogs: Signal<StandingDialogs>;
  /** Lets the student go, and wipes all that is theirs here. */
  wipe(): Promise<unknown>;
  signal: AbortSignal;
}

/** Looks now and then, while a sign-in is asked for, whether it is because the account is no more. */
export const watchAccount = async (watched: Watched): Promise<void> => {
  const { signal } = watched;
  while (!signal.aborted) {
    const state = await lookAfterAccount(watched);
    if (state === "deleted") return;
    await pause(state === "unreachable" ? RETRY_INTERVAL_MS : LOOK_INTERVAL_MS, signal);
  }
};

const lookAfterAccount = async ({ store, device, dialogs, wipe, signal }: Watched) => {
  const { epoch } = await readState(store.db);
  // Nothing has ever come from the server to this device: it could not be told from another.
  if (epoch === null) return "unknown";
  const state = await askAccountState(backend, store.user, epoch);
  if (state !== "deleted" || signal.aborted) return state;
  const here = await device.current();
  if (here?.kind !== "student" || here.uid !== store.user) return state;
  // First, so that whatever cuts this off the student is told.
  keepOnDevice("account-gone", "1");
  await wipe();
  await tellAccountGone(dialogs);
  return state;
};

/** Until then, or until the network comes back. */
const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      removeEventListener("online", end);
      signal.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    addEventListener("online", end);
    signal.addEventListener("abort", end);
  });

/** Says that an account was deleted, and so its work here, until someone has seen it. */
export const tellAccountGone = async (dialogs: Signal<StandingDialogs>): Promise<void> => {
  await loadWords(["access"]);
  const onClose = (): void => {
    keepOnDevice("account-gone", null);
    putDialog(dialogs, "account-gone", null);
  };
  putDialog(dialogs, "account-gone", () => h(AccountGone, { onClose }));
};
