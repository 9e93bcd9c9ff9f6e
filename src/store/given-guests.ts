/** Which guest's work was given to which student of this device, and who is still to be asked ([U2]). */
import type { Device, GivenGuest } from "./device.ts";

/** The student says that the guest's work is theirs: from now on no one else is asked for it, and the next guest begins anew. */
export const acceptGuest = (
  { db, current, guestPlace }: Device,
  given: { uid: string; at: number; newId: () => string },
): Promise<boolean> =>
  db.transaction("rw", db.entries, async () => {
    const user = await current();
    if (user?.kind !== "student" || user.uid !== given.uid || user.asks === undefined) return false;
    const { asks: database, ...settled } = user;
    await db.entries.put(settled);
    const place = await guestPlace();
    if (place.database !== database) return false;
    const { uid, at } = given;
    await db.entries.put({ key: `given ${database}`, database, uid, at });
    await db.entries.put({ ...place, database: `athro-guest-${given.newId()}`, declined: [] });
    return true;
  });

/** The student says that it is not theirs: it stays, and this student is not asked again until a guest has used the device since. */
export const declineGuest = ({ db, current, guestPlace }: Device, uid: string): Promise<void> =>
  db.transaction("rw", db.entries, async () => {
    const user = await current();
    if (user?.kind !== "student" || user.uid !== uid || user.asks === undefined) return;
    const { asks: _, ...settled } = user;
    await db.entries.put(settled);
    const place = await guestPlace();
    await db.entries.put({ ...place, declined: [...place.declined, uid] });
  });

/** The guests' databases that a student is taking over. */
export const givenGuests = async ({ db }: Device, uid: string): Promise<GivenGuest[]> => {
  const entries = await db.entries.where("key").startsWith("given ").toArray();
  return entries.filter(
    (one): one is GivenGuest => "database" in one && "uid" in one && one.uid === uid,
  );
};

/** Nothing more is to be taken from there. */
export const forgetGivenGuest = async ({ db }: Device, { key }: GivenGuest): Promise<void> => {
  await db.entries.delete(key);
};
