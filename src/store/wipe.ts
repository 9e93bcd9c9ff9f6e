import type { DexieOptions } from "dexie";
import { adoptGuest } from "./adoption.ts";
import { type AthroDatabase, openDatabase } from "./database.ts";
import type { Device, Leaver } from "./device.ts";
import { forgetGivenGuest, givenGuests } from "./given-guests.ts";
import { pushAllDrafts } from "./left-drafts.ts";
import type { Store } from "./store.ts";

/** What wiping needs besides a student's databases. */
export interface WipePorts {
  device: Device;
  source: Pick<Store, "now" | "newId">;
  /** Puts what is kept outside of a student's database, what was being typed last, into it. */
  gather(store: Store): Promise<void>;
  /** Removes what is kept outside of a database, under its name; `owner` is set where everything of that student's is to go. */
  forget(database: string, owner?: string | null): void;
  options?: DexieOptions;
}

/**
 * Empties a student's database in one transaction, unless something in it waits for the server ([U9]). The state row goes too, so that
 * a write through a connection that is still open fails instead of being lost. Returns how many changes keep it from being wiped.
 */
const wipeSynced = (store: Store): Promise<number> => {
  const { db } = store;
  return db.transaction("rw", db.tables, async () => {
    // What was typed and not handed on waits as well.
    await pushAllDrafts(store);
    const waiting = await db.outbox.count();
    if (waiting === 0) await Promise.all(db.tables.map((table) => table.clear()));
    return waiting;
  });
};

const wipeAll = (db: AthroDatabase): Promise<void> =>
  db.transaction("rw", db.tables, async () => {
    await Promise.all(db.tables.map((table) => table.clear()));
  });

/** What tells a guest's database from a new one, and holds nothing that a guest wrote: whose it is, and what needs no importing again. */
const MARKS = new Set(["meta", "imports", "imported"]);

/** Empties a guest's database of all that was written in it. */
export const wipeGuest = (db: AthroDatabase): Promise<void> =>
  db.transaction("rw", db.tables, async () => {
    const content = db.tables.filter(({ name }) => !MARKS.has(name));
    await Promise.all(content.map((table) => table.clear()));
  });

/**
 * Carries out the wish to wipe a student's work from this device ([U9], [U10]), together with what is left of a guest's that they took
 * over. Returns how many changes wait, for the sake of which nothing was wiped and the wish stays; 0 when all is gone.
 */
export const carryOutWipe = async (ports: WipePorts, leaver: Leaver): Promise<number> => {
  const { device, source, forget, options = {} } = ports;
  const { uid, wipe } = leaver;
  const db = await openDatabase(uid, source.newId, options);
  const store: Store = { db, user: uid, ...source };
  try {
    if (wipe === "synced") await ports.gather(store);
    const left = await leaveGuests(ports, store, wipe);
    const waiting =
      wipe === "all" ? await wipeAll(db).then(() => 0) : left || (await wipeSynced(store));
    if (waiting > 0) {
      await device.db.entries.delete(leaver.key);
      return Math.max(waiting, await db.outbox.count());
    }
    forget(db.name, wipe === "all" ? uid : undefined);
    // An empty shell stays: asking for its deletion would hold up everyone who opens it while a tab that sleeps has it open.
    await device.db.entries.delete(leaver.key);
    return 0;
  } finally {
    db.close();
  }
};

/** Takes over or, where everything goes, wipes what is left in guests' databases; returns how much of it is not safe yet. */
const leaveGuests = async (
  ports: WipePorts,
  store: Store,
  wipe: Leaver["wipe"],
): Promise<number> => {
  const { device, source, forget, options = {} } = ports;
  let left = 0;
  for (const given of await givenGuests(device, store.user ?? "")) {
    const guest = await openDatabase(null, source.newId, options, given.database);
    try {
      if (wipe === "all") {
        await wipeGuest(guest);
        forget(given.database);
        await forgetGivenGuest(device, given);
      } else {
        const end = await adoptGuest({ guest, student: store });
        if (end.kind === "waiting") left += end.left;
      }
    } finally {
      guest.close();
    }
  }
  return left;
};

/** The wishes to wipe that are left on this device. */
export const leavers = async ({ db }: Device): Promise<Leaver[]> => {
  const entries = await db.entries.where("key").startsWith("leaver ").toArray();
  return entries.filter((one): one is Leaver => "wipe" in one);
};
