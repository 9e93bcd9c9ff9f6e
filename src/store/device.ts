import { Dexie, type DexieOptions, type Table } from "dexie";

/** Who uses this device. It does not depend on a valid token: offline for a week, the student's data stays open. */
export type CurrentUser =
  | { key: "current"; kind: "guest" }
  | { key: "current"; kind: "student"; uid: string; email: string };

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

type Entry = CurrentUser | StoredSession;

class DeviceDatabase extends Dexie {
  declare entries: Table<Entry, string>;

  constructor(options: DexieOptions) {
    super("athro-device", options);
    this.version(1).stores({ entries: "key" });
  }
}

/** What belongs to the device and not to one student: who is using it, and the session for page and worker. */
export interface Device {
  current(): Promise<CurrentUser | null>;
  session(): Promise<Omit<StoredSession, "key"> | null>;
  /** Makes this user the current one. A session is kept only for a student, and of no one else. */
  enter(user: CurrentUser, session: Omit<StoredSession, "key"> | null): Promise<void>;
  /** No one uses the device; the session goes in the same transaction. */
  leave(): Promise<void>;
  replaceSession(expected: string, next: Omit<StoredSession, "key"> | null): Promise<boolean>;
}

export const openDevice = (options: DexieOptions = {}): Device => {
  const db = new DeviceDatabase(options);
  const readSession = async () => {
    const entry = await db.entries.get("session");
    return entry?.key === "session" ? entry : null;
  };
  return {
    async current() {
      const entry = await db.entries.get("current");
      return entry?.key === "current" ? entry : null;
    },
    session: readSession,
    enter: (user, session) =>
      db.transaction("rw", db.entries, async () => {
        await db.entries.put(user);
        if (session && user.kind === "student" && session.uid === user.uid)
          await db.entries.put({ ...session, key: "session" });
        else await db.entries.delete("session");
      }),
    leave: () =>
      db.transaction("rw", db.entries, async () => {
        await db.entries.bulkDelete(["current", "session"]);
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
