/** A guest's work on a device, and its way into the student's database there. */
import { adoptGuest } from "../../src/store/adoption.ts";
import { createEvent, deleteEvent } from "../../src/store/events.ts";
import { sendQuestion } from "../../src/store/messages.ts";
import type { AthroDatabase } from "../../src/store/database.ts";
import type { Store } from "../../src/store/store.ts";
import type { Device } from "./device.ts";
import type { Image } from "./disk.ts";
import type { History } from "./history.ts";
import type { Random } from "./prng.ts";
import { eventFields } from "./student-acts.ts";
import { Violation } from "./violation.ts";

const TABLES = ["chat_sessions", "chat_messages", "calendar_events"] as const;
const RETRY_MS = 15_000;

export interface GuestRecord {
  table: (typeof TABLES)[number];
  id: string;
}

/** Some chats and events, one of them deleted again, made without an account. */
export const workAsGuest = async (guest: Store, random: Random): Promise<GuestRecord[]> => {
  for (const athro of ["athro-maths", "athro-welsh"])
    for (let i = random.between(0, 2); i >= 0; i -= 1)
      await sendQuestion(guest, athro, `as a guest ${random.int(1_000_000)}`);
  for (let i = random.between(1, 4); i > 0; i -= 1) await createEvent(guest, eventFields(random));
  await deleteEvent(guest, await createEvent(guest, eventFields(random)));
  const made = TABLES.map(async (table) =>
    (await guest.db.rows(table).toCollection().primaryKeys()).map((id) => ({ table, id })),
  );
  return (await Promise.all(made)).flat();
};

/** Takes the guest's work over, and tries again until the server holds all of it; for as long as the app is open. */
export const adopt = (device: Device, guest: AthroDatabase): void => {
  const { world } = device;
  const again = (): void => {
    world.scheduler.after(RETRY_MS, () => {
      if (guest.isOpen()) adopt(device, guest);
    });
  };
  device.act(async (student) => {
    try {
      const end = await adoptGuest({ guest, student });
      world.mutant.adopted?.(guest);
      if (end.kind !== "done") {
        again();
        return;
      }
      world.happened("guest-adopted");
      device.guestGone();
    } catch (error) {
      // A full disk, say.
      again();
      throw error;
    }
  });
};

/** U7: what a guest made is with the guest, in the student's database, or on the server. */
export const checkGuestWork = (
  records: readonly GuestRecord[],
  guest: Image,
  device: Device,
  history: History,
): void => {
  const view = device.view();
  for (const { table, id } of records) {
    const isThere =
      guest.stores.get(table)?.has(id) || view.row(table, id) !== null || history.hasHad(table, id);
    if (!isThere) throw new Violation(`[U7] in no place: ${table} ${id} of the guest`);
  }
};
