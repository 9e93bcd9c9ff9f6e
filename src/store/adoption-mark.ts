import { type AthroDatabase, readState } from "./database.ts";

/**
 * Writes into a guest's database whose its work is from now on; once, and for good ([U3]). False if it is another student's already.
 * Every write in that database reads the mark in its own transaction. `syncedAt` is the student's, as it is now.
 */
export const markGuest = (
  guest: AthroDatabase,
  uid: string,
  syncedAt: number | null,
): Promise<boolean> =>
  guest.transaction("rw", guest.meta, async () => {
    const state = await readState(guest);
    if (state.user !== null) throw new Error("a student's database has no guest's work");
    if (state.adopter === undefined)
      await guest.meta.put({ ...state, adopter: uid, adoptedAfter: syncedAt });
    return (state.adopter ?? uid) === uid;
  });
