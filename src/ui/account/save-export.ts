import type { Store } from "../../store/store.ts";
import { keepMoments } from "../chat/keep-moments.ts";
import { localDate } from "../i18n/dates.ts";
import { saveBlob } from "../kit/save-blob.ts";

/** Gives the student all that this device holds of theirs, as a file of their own. */
export const saveExport = async (store: Store): Promise<void> => {
  const { exportEverything } = await import("../../store/export-file.ts");
  // Also what was being typed when a page went away, and whose composer was not opened again.
  await keepMoments(store);
  const now = store.now();
  saveBlob(`athro-${localDate(now)}.zip`, await exportEverything(store.db, now));
};
