import { Dexie, type DexieOptions, type Table } from "dexie";

/** Who uses this device. It does not depend on a valid token: offline for a week, the student's data stays open. */
export type CurrentUser =
  /** `database`: the name of theirs; absent for the device's first guest. */
  | { key: "current"; kind: "guest"; database?: string }
  | {
      key: "current";
      kind: "student";
      uid: string;
      email: string;
      /** The guest's database of which the student has not said yet whose the work in it is ([U2]). */
      asks?: string;
    };

/** A student's session as the transport keeps it; one at most. */
interface StoredSession {
  key: "session";
  uid: string;
  email: string;
  accessToken: string;
  refreshToken: string;
  /** ms since 1970. */
  expiresAt: number;
}

/** Where a guest's work is kept, and which students have said since it was last used that it is not theirs. */
interface GuestPlace {
  key: "guest";
  database: string;
  declined: readonly string[];
}

/** A guest's database that a student takes over. */
export interface GivenGuest {
  key: `given ${string}`;
  database: string;
  uid: string;
  /** Local clock, ms. */
  at: number;
}

/** Others use this device too ([U10], [U11]). */
interface SharedMark {
  key: "shared";
  /** When that was said; local clock, ms. */
  since: number;
}

/** A student's work is to be wiped from this device: `synced`, as soon as nothing of it waits ([U10]); `all`, whatever waits ([U9]). */
export interface Leaver {
  key: `leaver ${string}`;
  uid: string;
  wipe: "synced" | "all";
}

/** A student is reminded here with Athro closed; what the server was told of this browser's subscription (push-choice.ts). */
export interface PushChoice {
  key: "push";
  uid: string;
  endpoint: string;
  /** The project's, under which it was made. */
  publicKey: string;
  language: string;
  zone: string;
  /** The sign-in that the server knows it by. */
  session: string;
  /** Local clock, ms. */
  at: number;
}

type Entry =
  | CurrentUser
  | StoredSession
  | GuestPlace
  | GivenGuest
  | SharedMark
  | Leaver
  | PushChoice;

const FIRST_PLACE: GuestPlace = { key: "guest", database: "athro-guest", declined: [] };

class DeviceDatabase extends Dexie {
  declare entries: Table<Entry, string>;

  constructor(options: DexieOptions) {
    super("athro-device", options);
    this.version(1).stores({ entries: "key" });
  }
}

/** What belongs to the device and not to one student: who is using it, and the session for page and worker. */
export interface Device {
  db: DeviceDatabase;
  current(): Promise<CurrentUser | null>;
  /** Where the guest who comes next, or is here, keeps their work. */
  guestPlace(): Promise<GuestPlace>;
  /** Since when others are known to use this device too, local clock, ms; null if they don't. */
  shared(): Promise<number | null>;
  setShared(since: number | null): Promise<void>;
  /** Whether a guest's work is being taken over, or a student's is still to be wiped. */
  hasChores(): Promise<boolean>;
  session(): Promise<Omit<StoredSession, "key"> | null>;
  /** Makes this user the current one. A session is kept only for a student, and of no one else. */
  enter(user: CurrentUser, session: Omit<StoredSession, "key"> | null): Promise<void>;
  /** No one uses the device; the session goes in the same transaction, and the wish to wipe is left in it where there is one. */
  leave(wipe?: Omit<Leaver, "key">): Promise<void>;
  replaceSession(expected: string, next: Omit<StoredSession, "key"> | null): Promise<boolean>;
}

export const openDevice = (options: DexieOptions = {}): Device => {
  const db = new DeviceDatabase(options);
  const readSession = async () => {
    const entry = await db.entries.get("session");
    return entry?.key === "session" ? entry : null;
  };
  const guestPlace = async (): Promise<GuestPlace> => {
    const entry = await db.entries.get("guest");
    return entry?.key === "guest" ? entry : FIRST_PLACE;
  };
  return {
    db,
    guestPlace,
    hasChores: async () =>
      (await db.entries.where("key").startsWithAnyOf("given ", "leaver ").count()) > 0,
    shared: async () => {
      const entry = await db.entries.get("shared");
      return entry?.key === "shared" ? entry.since : null;
    },
    setShared: async (since) => {
      if (since === null) await db.entries.delete("shared");
      else await db.entries.put({ key: "shared", since });
    },
    async current() {
      const entry = await db.entries.get("current");
      return entry?.key === "current" ? entry : null;
    },
    session: readSession,
    enter: (user, session) =>
      db.transaction("rw", db.entries, async () => {
        const place = await guestPlace();
        if (user.kind === "guest") {
          // What follows is work that no one was asked about.
          await db.entries.put({ ...place, declined: [] });
          await db.entries.put({ ...user, database: place.database });
        } else {
          await db.entries.delete(`leaver ${user.uid}`);
          await db.entries.put(user);
        }
        if (session && user.kind === "student" && session.uid === user.uid)
          await db.entries.put({ ...session, key: "session" });
        else await db.entries.delete("session");
      }),
    leave: (wipe) =>
      db.transaction("rw", db.entries, async () => {
        await db.entries.bulkDelete(["current", "session", "push"]);
        if (wipe) await db.entries.put({ ...wipe, key: `leaver ${wipe.uid}` });
      }),
    replaceSession: (expected, next) =>
      db.transaction("rw", db.entries, async () => {
        const stored = await readSession();
        if (stored?.refreshToken !== expected) return false;
        if (next) await db.entries.put({ ...next, key: "session" });
        else await db.entries.delete("session");
        return true;
      }),
  };
};
