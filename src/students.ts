/**
 * The composition root's rarer part, loaded when it is needed: a guest's work that a student is asked about or takes over, and leaving a
 * device that others use too.
 */
import { type Signal, signal } from "@preact/signals";
import { h } from "preact";
import { backend } from "./host/backend.ts";
import { tellInput, watchIdle } from "./host/idle.ts";
import { preferablyAlone } from "./host/lock.ts";
import { importNow } from "./import-run.ts";
import { newId } from "./model/new-id.ts";
import { parseLegacyKey } from "./model/legacy/keys.ts";
import { adoptGuest } from "./store/adoption.ts";
import { openDatabase } from "./store/database.ts";
import type { CurrentUser, Device, GivenGuest } from "./store/device.ts";
import { acceptGuest, declineGuest, forgetGivenGuest, givenGuests } from "./store/given-guests.ts";
import { type GuestWork, readGuestWork } from "./store/guest-work.ts";
import { pushAllDrafts } from "./store/left-drafts.ts";
import { watch } from "./store/live.ts";
import type { Store } from "./store/store.ts";
import { carryOutWipe, leavers, wipeGuest, type WipePorts } from "./store/wipe.ts";
import { SessionDialogs } from "./ui/account/session-dialogs.tsx";
import { loadWords } from "./ui/i18n/language.ts";
import type { AccountOutcome } from "./ui/services.ts";
import { putDialog, type StandingDialogs } from "./ui/standing-dialogs.ts";
import { keepMoments } from "./ui/chat/keep-moments.ts";
import { forgetMoment, placesWithMoments } from "./ui/chat/last-moment.ts";

const source = { now: Date.now, newId };
/** So long a context waits for another one that opens the door or clears up behind it, ms. */
const DOOR_PATIENCE_MS = 15_000;
/** Between two looks at what can be taken over, ms. */
const ADOPTION_PAUSE_MS = 400;
/** For so long a guest's database that is empty is looked into, for what a tab that slept may still write, ms. */
const ADOPTION_WATCH_MS = 86_400_000;

/** Entering and wiping exclude each other among the contexts of a device. */
const atTheDoor = <T>(body: () => Promise<T>): Promise<T> =>
  preferablyAlone("athro-door", DOOR_PATIENCE_MS, body);

/** The guest's database that a student who signs in now is to be asked about; undefined where there is nothing to ask. */
const guestToAskAbout = async (device: Device, uid: string): Promise<string | undefined> => {
  const { database, declined } = await device.guestPlace();
  if (declined.includes(uid)) return undefined;
  const old = legacyKeys(null).length > 0;
  const names = await databaseNames();
  if (!old && names && !names.includes(database)) return undefined;
  const guest = await openGuest(database);
  try {
    await keepMoments(guest);
    // What the older Athro left without a name is the guest's, also where no guest has been here since.
    if (old) await importNow(guest);
    return (await readGuestWork(guest.db)) ? database : undefined;
  } finally {
    guest.db.close();
  }
};

/** Null in a browser that does not tell. */
const databaseNames = async (): Promise<(string | undefined)[] | null> =>
  indexedDB.databases?.().then(
    (all) => all.map(({ name }) => name),
    () => null,
  ) ?? null;

const openGuest = async (database: string): Promise<Store> => ({
  db: await openDatabase(null, newId, {}, database),
  user: null,
  ...source,
});

/** Tells what is in a guest's database, now and as it changes, until stopped. */
const watchGuestWork = (
  database: string,
  changed: (work: GuestWork | null) => void,
  signal: AbortSignal,
): void => {
  const begin = async () => {
    const guest = await openGuest(database);
    const unwatch = watch(() => readGuestWork(guest.db), changed, report);
    const end = () => {
      unwatch();
      guest.db.close();
    };
    if (signal.aborted) end();
    else signal.addEventListener("abort", end);
  };
  begin().catch(report);
};

const report = (error: unknown): void => console.error("students:", error);

/** Takes over all that was given to a student, now and whenever there is news, until stopped. Resolves after the first look. */
const runAdoptions = async (
  device: Device,
  student: Store & { user: string },
  signal: AbortSignal,
): Promise<void> => {
  const all = await givenGuests(device, student.user);
  await Promise.all(all.map((given) => runAdoption(device, student, given, signal)));
};

const runAdoption = async (
  device: Device,
  student: Store,
  given: GivenGuest,
  signal: AbortSignal,
): Promise<void> => {
  const guest = await openGuest(given.database);
  let looking: Promise<unknown> | null = null;
  let news = false;
  const look = async (): Promise<void> => {
    if (signal.aborted) return;
    await keepMoments(guest);
    const end = await adoptGuest({ guest: guest.db, student });
    if (end.kind === "done" && Math.abs(Date.now() - given.at) > ADOPTION_WATCH_MS)
      await forgetGivenGuest(device, given);
  };
  /** One look at a time; what changes meanwhile asks for one more. */
  const lookSoon = (): void => {
    if (looking) {
      news = true;
      return;
    }
    news = false;
    looking = pause(ADOPTION_PAUSE_MS)
      .then(look)
      .catch((error: unknown) => {
        if (!signal.aborted) report(error);
      })
      .finally(() => {
        looking = null;
        if (news && !signal.aborted) lookSoon();
      });
  };
  const unwatch = watch(
    () =>
      Promise.all([
        student.db.outbox.count(),
        student.db.drafts.count(),
        student.db.meta.get("sync"),
        guest.db.chat_messages.count(),
        guest.db.calendar_events.count(),
        guest.db.drafts.toArray(),
      ]),
    lookSoon,
    report,
  );
  signal.addEventListener("abort", () => {
    unwatch();
    guest.db.close();
  });
  await look();
};

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Puts into the queue what is not there yet, before anyone is told what waits. */
export const prepareToLeave = async (device: Device, student: Store): Promise<void> => {
  await keepMoments(student);
  await pushAllDrafts(student);
  await adoptAll(device, student);
};

const adoptAll = async (device: Device, student: Store): Promise<void> => {
  for (const given of await givenGuests(device, student.user ?? "")) {
    const guest = await openGuest(given.database);
    try {
      await keepMoments(guest);
      await adoptGuest({ guest: guest.db, student });
    } finally {
      guest.db.close();
    }
  }
};

/** Carries out the wishes to wipe that are left here, but for the one of who is here. Returns how many changes keep `uid`'s from it. */
export const settleLeavers = (device: Device, uid?: string): Promise<number> =>
  atTheDoor(async () => {
    let kept = 0;
    const here = await device.current();
    for (const leaver of await leavers(device)) {
      if (here?.kind === "student" && here.uid === leaver.uid) continue;
      const waiting = await carryOutWipe(wipePorts(device), leaver);
      if (leaver.uid === uid) kept = waiting;
    }
    return kept;
  });

const wipePorts = (device: Device): WipePorts => ({
  device,
  source,
  gather: keepMoments,
  forget: (database, owner) => {
    for (const place of placesWithMoments(database)) forgetMoment(database, place);
    if (owner !== undefined) forgetLegacy(owner);
  },
});

/** Keys of what the older Athro left of a student, or of whoever used the device without an account (null). */
const legacyKeys = (owner: string | null): string[] => {
  try {
    return Object.keys(localStorage).filter((key) => {
      const legacy = parseLegacyKey(key);
      return legacy !== null && legacy.owner === owner;
    });
  } catch {
    // A browser that forbids its storage has kept nothing there.
    return [];
  }
};

const forgetLegacy = (owner: string | null): void => {
  for (const key of legacyKeys(owner)) localStorage.removeItem(key);
};

/** Removes all that a guest made here. */
export const wipeGuestHere = async (device: Device): Promise<void> => {
  const { database } = await device.guestPlace();
  const guest = await openGuest(database);
  await wipeGuest(guest.db).finally(() => guest.db.close());
  for (const place of placesWithMoments(database)) forgetMoment(database, place);
  forgetLegacy(null);
};

export type Enter = (
  user: Extract<CurrentUser, { kind: "student" }>,
  session: NonNullable<Parameters<Device["enter"]>[1]>,
) => Promise<void>;

/**
 * Signs a student in or up. Rejects if the network library can't be loaded, or nothing can be written.
 */
export const account = async (
  action: "signIn" | "signUp",
  email: string,
  password: string,
  device: Device,
  enter: Enter,
): Promise<AccountOutcome> => {
  const loaded = await import("./transport/account.optional.ts");
  const result = await loaded[action](backend, { email, password });
  if (result.kind === "failed") return { ok: false, problem: result.failure };
  await admit(device, result.session, enter);
  return { ok: true };
};

/** Lets a student in who has proven who they are, when what was to be wiped is, with the question that they are to be asked, if any. */
export const admit = async (
  device: Device,
  session: Parameters<Enter>[1],
  enter: Enter,
): Promise<void> => {
  const { uid } = session;
  tellInput();
  idleOut.value = null;
  await settleLeavers(device).catch(report);
  // Where it can't be told, the work stays where it is, and the next sign-in asks.
  const asks = await guestToAskAbout(device, uid).catch(report);
  const asked = asks === undefined ? {} : { asks };
  await atTheDoor(() =>
    enter({ key: "current", kind: "student", uid, email: session.email, ...asked }, session),
  );
};

/** The guest's work is this student's. What can't be taken over now is, later. */
const takeGuestWork = async (device: Device, student: Store & { user: string }): Promise<void> => {
  const taken = await acceptGuest(device, { uid: student.user, at: Date.now(), newId });
  if (taken) await adoptAll(device, student);
};

const guestWork = signal<GuestWork | null>(null);
const idleUntil = signal<number | null>(null);
const idleOut = signal<{ kept: number } | null>(null);

/** Who is here, and what of the page is needed to look after them. */
export interface Tended {
  device: Device;
  store: Store | null;
  current: CurrentUser | null;
  /** Local clock, ms; null unless others use this device too. */
  sharedSince: number | null;
  dialogs: Signal<StandingDialogs>;
  signOut(): Promise<{ kept: number }>;
  /** Aborted when someone else is here, or something else holds of them. */
  signal: AbortSignal;
}

/** Looks after what goes on beside the screens: the question about a guest's work, adoptions, idleness, and what others left to wipe. */
export const tend = ({
  device,
  store,
  current,
  sharedSince,
  dialogs,
  signOut,
  signal,
}: Tended): void => {
  signal.addEventListener("abort", () => {
    guestWork.value = null;
    idleUntil.value = null;
  });
  void settleLeavers(device).catch(report);
  if (current?.kind !== "student" || !store || store.user === null) return;
  const student = { ...store, user: store.user };
  runAdoptions(device, student, signal).catch(report);
  if (current.asks !== undefined)
    watchGuestWork(current.asks, (work) => (guestWork.value = work), signal);
  if (sharedSince !== null)
    watchIdle(
      sharedSince,
      (until) => (idleUntil.value = until),
      () => void signOut().then((end) => (idleOut.value = end), report),
      signal,
    );
  const props = {
    guestWork,
    idleUntil,
    idleOut,
    onTake: () => takeGuestWork(device, student),
    onLeave: () => declineGuest(device, student.user),
  };
  loadWords(["account"]).then(() => {
    // Whoever came meanwhile has had their own put there.
    if (!signal.aborted) putDialog(dialogs, "session", () => h(SessionDialogs, props));
  }, report);
};
