/** The composition root's second half: builds the adapters and keeps user, store and link in step with what the device says. */
import { type Signal, signal } from "@preact/signals";
import type { FunctionComponent } from "preact";
import type { DeviceCare } from "./device-care.ts";
import type { PageLink } from "./host/page.ts";
import { type AskToInstall, holdInstallPrompt } from "./host/install.ts";
import { unsubscribe } from "./host/unsubscribe.ts";
import { unfrozen } from "./host/unfrozen.ts";
import { type CurrentUser, type Device, openDevice } from "./store/device.ts";
import { watch } from "./store/live.ts";
import { peekDevice } from "./store/peek-device.ts";
import type { Store } from "./store/store.ts";
import { forgetSignIn } from "./store/sign-in.ts";
import type { SyncSummary } from "./store/summary.ts";
import { backend } from "./host/backend.ts";
import { inTime } from "./in-time.ts";
import { readFromDevice } from "./ui/kept-on-device.ts";
import { afterFirstDrawn, firstDrawn, firstScreen } from "./ui/shell/first-screen.ts";
import type { AccountOutcome, LocalUser, Services } from "./ui/services.ts";
import { createStandingDialogs } from "./ui/standing-dialogs.ts";

/** Rarely needed, so not before the first screen. */
const loadStudents = () => import("./students.ts");
const loadGone = () => import("./account-gone.ts");
/** Needed by whoever has begun. */
const loadOpened = () => import("./opened-store.ts");

interface Starting {
  services: Services;
  /** Resolves when the store of whoever uses the device is open, or there is no one; rejects when it can't be. */
  opened: Promise<void>;
}

/** What a page hears of its services beside what they tell. */
interface Told {
  /** It is known who uses the device. */
  known: () => void;
  /** The device went over to someone, in another tab say, whose store can't be opened. */
  failed: (error: unknown) => void;
}

export const createServices = ({ known, failed }: Told): Starting => {
  // On a device that Athro has been on before there is most likely someone: not only when that is read.
  const visited = readFromDevice("visits") !== null;
  if (visited) loadOpened().catch(() => {});
  const peeked = visited ? peekDevice() : null;
  const device = openDevice();
  const user = signal<LocalUser>({ kind: "none" });
  const store = signal<Store | null>(null);
  const yourAthros: Signal<Services["yourAthros"]["value"]> = signal(null);
  const online = signal(navigator.onLine);
  const notice = signal<FunctionComponent | null>(null);
  const install = signal<AskToInstall | null>(null);
  const summary = signal<SyncSummary | null>(null);
  const shared = signal(false);
  let sharedSince: number | null = null;
  const dialogs = createStandingDialogs();
  let link: PageLink | null = null;
  let endImport: (() => void) | null = null;
  /** Until the store of whoever is here is open for the first time. */
  let starting = true;

  holdInstallPrompt((ask) => {
    install.value = ask;
  });
  const care = firstScreen
    .then(() => import("./device-care.ts"))
    .then(({ careForDevice }) => careForDevice({ summary, notice, dialogs }));
  // Without it, that part may be what is missing; whoever asked for a part says so on the screen.
  const withCare = (act: (care: DeviceCare) => void): void => void care.then(act, () => {});
  addEventListener("vite:preloadError", () => withCare((it) => it.missed()));
  const committed = (): void => {
    link?.nudge({ type: "wrote" });
    withCare((it) => it.wrote());
  };

  for (const type of ["online", "offline"])
    addEventListener(type, () => {
      online.value = navigator.onLine;
    });

  /** Opens the database of whoever the device says is using it, and lets the former one go. */
  const follow = async (): Promise<void> => {
    const seen = starting ? await peeked : null;
    const current = seen ? seen.current : await device.current();
    sharedSince = seen ? seen.sharedSince : await device.shared();
    shared.value = sharedSince !== null;
    if (starting) {
      user.value = localUser(current);
      // Once their database has been asked for: it is opened while the page is drawn.
      setTimeout(known);
    }
    await open(current);
    tend(current);
  };

  const open = async (current: CurrentUser | null): Promise<void> => {
    const uid = current?.kind === "student" ? current.uid : null;
    const name = current?.kind === "guest" ? current.database : undefined;
    const same = store.value !== null && current !== null && store.value.user === uid;
    const place = name === undefined || name === store.value?.db.name;
    if (same && place && user.value.kind === current.kind) return;
    link?.stop();
    link = null;
    summary.value = null;
    endImport?.();
    const former = store.value;
    store.value = null;
    if (!current) user.value = { kind: "none" };
    // After the screens have let go of it.
    former?.db.close();
    if (!current) return;
    const parts = await loadOpened();
    const { openStore, startImport, startLink, surviveDeletion } = parts;
    yourAthros.value = parts.YourAthros;
    const opened = await openStore(uid, name, committed);
    if (starting) {
      const { pathname } = location;
      const path = await inTime(parts.prepareReading(opened, pathname));
      // No screen has been drawn yet: the one that would only lead on is left out.
      if (path !== undefined && path !== pathname && location.pathname === pathname) {
        history.replaceState(null, "", path);
        dispatchEvent(new PopStateEvent("popstate"));
      }
    }
    user.value = localUser(current);
    store.value = opened;
    surviveDeletion(
      opened.db,
      uid,
      () => store.value === opened,
      () => link?.nudge({ type: "started" }),
    );
    if (uid !== null)
      link = startLink({ ...opened, user: uid }, device, summary, firstScreen, (store, signal) => {
        loadGone()
          .then(({ watchAccount }) => watchAccount({ store, device, dialogs, wipe, signal }))
          .catch((error: unknown) => console.error("account: could not look after it", error));
      });
    endImport = startImport(opened);
    void firstScreen
      .then(() => pushLeftDrafts(opened))
      // It stays on this device, and the next start tries again.
      .catch((error: unknown) => console.warn("drafts: not pushed", error));
  };

  const pushLeftDrafts = async (opened: Store): Promise<void> => {
    const { pushWhatWasLeft } = await import("./ui/chat/push-left-drafts.ts");
    if (store.value === opened && (await pushWhatWasLeft(opened))) flush();
  };

  const keepPush = async (current: CurrentUser | null): Promise<void> => {
    if (current?.kind !== "student") return;
    await firstScreen;
    if (!(await device.db.entries.get("push"))) return;
    await (await import("./push-reminders.optional.ts")).keepReminders(device);
  };

  let tended = "";
  let tending = new AbortController();
  /** Looks after what goes on beside the screens for whoever is here: questions, adoptions, idleness. */
  const tend = (current: CurrentUser | null): void => {
    const now = JSON.stringify([current, sharedSince, store.value?.db.name]);
    if (now === tended) return;
    tended = now;
    tending.abort();
    tending = new AbortController();
    const { signal } = tending;
    const begin = async (): Promise<void> => {
      await firstDrawn;
      if (signal.aborted) return;
      const asked = current?.kind === "student" && (current.asks !== undefined || shared.value);
      if (!asked && !(await device.hasChores())) return;
      const students = await loadStudents();
      if (signal.aborted) return;
      students.tend({
        device,
        store: store.value,
        current,
        sharedSince,
        dialogs,
        signOut,
        signal,
      });
    };
    begin().catch((error: unknown) => console.error("students: could not begin", error));
    keepPush(current).catch((error: unknown) => console.warn("push: not kept", error));
  };

  // One change at a time, in order, whichever tab it was made in.
  let turn = Promise.resolve();
  const followInTurn = (): Promise<void> => {
    const mine = unfrozen(turn.then(follow));
    turn = mine.catch(() => {});
    return mine;
  };
  const enter = async (current: CurrentUser, session: Parameters<Device["enter"]>[1]) => {
    await device.enter(current, session);
    await followInTurn();
    // For a student who signed in again, the queue was paused.
    if (session && store.value) await forgetSignIn(store.value.db);
    link?.nudge({ type: "started" });
  };

  const account =
    (action: "signIn" | "signUp") =>
    async (email: string, password: string): Promise<AccountOutcome> => {
      try {
        const { account } = await loadStudents();
        return await account(action, email, password, device, enter);
      } catch (error) {
        console.error("account: could not finish", error);
        return { ok: false, problem: navigator.onLine ? "server" : "offline" };
      }
    };

  const leave = async (wipe: "synced" | "all" | null): Promise<{ kept: number }> => {
    const who = user.value;
    const session = await device.session();
    const leaver = wipe && who.kind === "student" ? { uid: who.uid, wipe } : undefined;
    await device.leave(leaver);
    void unsubscribe();
    const typedIn = wipe === "all" ? store.value?.db.name : undefined;
    await followInTurn();
    if (typedIn !== undefined)
      import("./ui/calendar/kept-editor.ts").then(
        ({ keepEditor }) => keepEditor(typedIn, null),
        () => {},
      );
    // The device has let go already; the server is told if it can be.
    if (session)
      void import("./transport/account.optional.ts")
        .then(({ endSession }) => endSession(backend, session))
        .catch(() => {});
    if (!leaver) return { kept: 0 };
    const { settleLeavers } = await loadStudents();
    return { kept: await settleLeavers(device, leaver.uid) };
  };
  const flush = () => link?.nudge({ type: "flush" });
  const wipe = () => leave("all");
  const signOut = () => leave(shared.value ? "synced" : null);
  const opened = followInTurn().then(() => {
    starting = false;
  });
  afterFirstDrawn(() => {
    watch(
      async () => [await device.current(), await device.shared()],
      () => {
        followInTurn().catch((error: unknown) => {
          console.error("device: could not follow", error);
          failed(error);
        });
      },
      (error) => console.error("device: lost", error),
    );
  });
  if (readFromDevice("account-gone"))
    loadGone()
      .then(({ tellAccountGone }) => tellAccountGone(dialogs))
      .catch(() => {});
  withCare(() => link?.nudge({ type: "started" }));

  const services: Services = {
    user,
    store,
    yourAthros,
    online,
    notice,
    install,
    shared,
    dialogs,
    startAsGuest: () => enter({ key: "current", kind: "guest" }, null),
    signIn: account("signIn"),
    signUp: account("signUp"),
    accountActions: async () => {
      const { createAccountActions } = await import("./account-actions.optional.ts");
      return createAccountActions({ device, enter, wipe });
    },
    setShared: (next) => device.setShared(next ? Date.now() : null),
    prepareSignOut: async () => {
      const current = store.value;
      if (current) await (await loadStudents()).prepareToLeave(device, current);
    },
    signOut,
    removeMyData: async () => {
      if (user.value.kind === "guest") await (await loadStudents()).wipeGuestHere(device);
      await leave("all");
    },
    replies: async () => {
      const who = user.value;
      if (who.kind !== "student") return null;
      await firstScreen;
      const { createReplies } = await import("./replies.ts");
      return createReplies(device, who.uid, flush);
    },
    pushReminders: async () => {
      const who = user.value;
      if (who.kind !== "student") return null;
      const { createPushReminders } = await import("./push-reminders.optional.ts");
      return createPushReminders(device, who.uid);
    },
    flush,
  };
  return { services, opened };
};

const localUser = (current: CurrentUser | null): LocalUser => {
  if (!current) return { kind: "none" };
  if (current.kind === "guest") return { kind: "guest" };
  return { kind: "student", uid: current.uid, email: current.email };
};
