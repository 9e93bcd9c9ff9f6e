/** The composition root's second half: builds the adapters and keeps user, store and link in step with what the device says. */
import { signal } from "@preact/signals";
import { type PageLink, linkPage } from "./host/page.ts";
import { surviveDeletion } from "./host/survive-deletion.ts";
import { registerWorker } from "./host/updates.ts";
import { newId } from "./model/ids.ts";
import { openDatabase } from "./store/database.ts";
import { type CurrentUser, type Device, openDevice } from "./store/device.ts";
import { watch } from "./store/live.ts";
import type { Store } from "./store/store.ts";
import { forgetSignIn } from "./store/sign-in.ts";
import { readSummary } from "./store/summary.ts";
import { backend } from "./host/backend.ts";
import { startImport } from "./import-legacy.ts";
import { tokensOf } from "./host/tokens.ts";
import type { AccountOutcome, LocalUser, Services } from "./ui/services.ts";

export const createServices = async (): Promise<Services> => {
  const device = openDevice();
  const user = signal<LocalUser>({ kind: "none" });
  const store = signal<Store | null>(null);
  const online = signal(navigator.onLine);
  const update = signal<(() => void) | null>(null);
  let link: PageLink | null = null;
  let endImport = (): void => {};

  for (const type of ["online", "offline"])
    addEventListener(type, () => {
      online.value = navigator.onLine;
    });

  /** Opens the database of whoever the device says is using it, and lets the former one go. */
  const follow = async (): Promise<void> => {
    const current = await device.current();
    const uid = current?.kind === "student" ? current.uid : null;
    const same = store.value !== null && current !== null && store.value.user === uid;
    if (same && user.value.kind === current.kind) return;
    link?.stop();
    link = null;
    endImport();
    const former = store.value;
    store.value = null;
    if (!current) user.value = { kind: "none" };
    // After the screens have let go of it.
    former?.db.close();
    if (!current) return;
    const opened = await openStore(uid, () => link?.nudge({ type: "wrote" }));
    user.value =
      current.kind === "guest"
        ? { kind: "guest" }
        : { kind: "student", uid: current.uid, email: current.email };
    store.value = opened;
    surviveDeletion(
      opened.db,
      uid,
      () => store.value === opened,
      () => link?.nudge({ type: "started" }),
    );
    if (uid !== null) link = startLink({ ...opened, user: uid }, device);
    endImport = startImport(opened);
  };

  // One change at a time, in order, whichever tab it was made in.
  let turn = Promise.resolve();
  const followInTurn = (): Promise<void> => {
    const mine = turn.then(follow);
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

  const account = async (
    action: "signIn" | "signUp",
    email: string,
    password: string,
  ): Promise<AccountOutcome> => {
    try {
      const loaded = await import("./transport/account.ts");
      const result = await loaded[action](backend, { email, password });
      if (result.kind === "failed") return { ok: false, problem: result.failure };
      const { session } = result;
      await enter(
        { key: "current", kind: "student", uid: session.uid, email: session.email },
        session,
      );
      return { ok: true };
    } catch (error) {
      console.error("account: could not finish", error);
      return { ok: false, problem: navigator.onLine ? "server" : "offline" };
    }
  };

  await followInTurn();
  watch(
    () => device.current(),
    () => {
      followInTurn().catch((error: unknown) => console.error("device: could not follow", error));
    },
    (error) => console.error("device: lost", error),
  );
  void registerWorker((agree) => {
    update.value = agree;
  }).then(() => link?.nudge({ type: "started" }));

  return {
    user,
    store,
    online,
    update,
    startAsGuest: () => enter({ key: "current", kind: "guest" }, null),
    signIn: (email, password) => account("signIn", email, password),
    signUp: (email, password) => account("signUp", email, password),
    signOut: async () => {
      const session = await device.session();
      await device.leave();
      await followInTurn();
      if (!session) return;
      // The device has let go already; the server is told if it can be.
      void import("./transport/account.ts")
        .then(({ endSession }) => endSession(backend, session))
        .catch(() => {});
    },
    flush: () => link?.nudge({ type: "flush" }),
  };
};

const openStore = async (uid: string | null, committed: () => void): Promise<Store> => ({
  db: await openDatabase(uid, newId),
  user: uid,
  now: Date.now,
  newId,
  committed,
});

/** Links the store to the worker, and keeps count of what waits. */
const startLink = (store: Store & { user: string }, device: Device): PageLink => {
  let waiting = 0;
  const unwatch = watch(
    () => readSummary(store.db),
    (summary) => {
      waiting = summary.waiting;
    },
    () => {},
  );
  const link = linkPage(store, tokensOf(device), () => waiting);
  return {
    nudge: link.nudge,
    stop: () => {
      unwatch();
      link.stop();
    },
  };
};
