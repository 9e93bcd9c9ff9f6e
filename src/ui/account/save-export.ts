import type { Store } from "../../store/store.ts";
import { localDate } from "../i18n/dates.ts";
import { saveBlob } from "../kit/save-blob.ts";

/** Gives the student all that this device holds of theirs, as a file of their own. What is still typed is in it. */
export const saveExport = async (store: Store): Promise<void> => {
  const { exportEverything } = await import("../../store/export-file.ts");
  const now = store.now();
  saveBlob(`athro-${localDate(now)}.zip`, await exportEverything(store.db, now));
};
