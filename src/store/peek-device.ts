import type { CurrentUser } from "./device.ts";

/** What a start asks of the device before all else. */
interface DevicePeek {
  current: CurrentUser | null;
  /** Since when others are known to use this device too, local clock, ms; null if they don't. */
  sharedSince: number | null;
}

/**
 * Reads who uses the device by the browser's own calls, of which Dexie makes several more when it opens a database. Resolves with
 * null where nothing has been kept yet or it can't be read; then `Device` is to be asked.
 */
export const peekDevice = (): Promise<DevicePeek | null> =>
  new Promise((resolve) => {
    const opening = indexedDB.open("athro-device");
    const giveUp = (): void => resolve(null);
    opening.addEventListener("error", giveUp);
    // There is none: it is not made here.
    opening.addEventListener("upgradeneeded", () => opening.transaction?.abort());
    opening.addEventListener("success", () => {
      const db = opening.result;
      db.addEventListener("versionchange", () => db.close());
      if (!db.objectStoreNames.contains("entries")) {
        db.close();
        return giveUp();
      }
      const reading = db.transaction("entries");
      const entries = reading.objectStore("entries");
      const current = entries.get("current") as IDBRequest<CurrentUser | undefined>;
      const shared = entries.get("shared") as IDBRequest<{ since: number } | undefined>;
      reading.addEventListener("abort", giveUp);
      // Requests are answered in order. What was read is known now, and not only when the transaction is over.
      shared.addEventListener("success", () => {
        db.close();
        resolve({ current: current.result ?? null, sharedSince: shared.result?.since ?? null });
      });
    });
  });
