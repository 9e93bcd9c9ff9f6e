import { type Shown, withShown } from "../model/reminders/shown.ts";
import type { AthroDatabase } from "./database.ts";

/** A reminder of an occurrence: when it comes, and when it is too late for it; ms. */
interface Told {
  key: string;
  at: number;
  ends: number;
}

/**
 * Whether a reminder is still to be shown on this device: not if it was, or a later one of the same occurrence. It counts as shown from then
 * on, for the pages too (`claimReminders`).
 */
export const claimReminder = (
  db: AthroDatabase,
  { key, at, ends }: Told,
  now: number,
): Promise<boolean> =>
  db.transaction("rw", db.meta, async () => {
    const row = await db.meta.get("reminded");
    const shown: Shown = row?.key === "reminded" ? row.shown : {};
    if ((shown[key]?.at ?? -Infinity) >= at) return false;
    await db.meta.put({
      key: "reminded",
      shown: withShown(shown, [{ event: { key }, at, ends }], now),
    });
    return true;
  });
