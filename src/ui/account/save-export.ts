import { keepLaterDraft } from "../../store/keep-later-draft.ts";
import type { Store } from "../../store/store.ts";
import { athrosWithMoments, readMoment } from "../chat/last-moment.ts";
import { localDate } from "../i18n/dates.ts";
import { saveBlob } from "../kit/save-blob.ts";

/** Gives the student all that this device holds of theirs, as a file of their own. */
export const saveExport = async (store: Store): Promise<void> => {
  const { exportEverything } = await import("../../store/export-file.ts");
  await keepMoments(store);
  const now = store.now();
  saveBlob(`athro-${localDate(now)}.zip`, await exportEverything(store.db, now));
};

/** What was being typed when a page went away lies beside the database until its composer is opened again. */
const keepMoments = async (store: Store): Promise<void> => {
  for (const athroId of athrosWithMoments(store.db.name)) {
    const left = readMoment(store.db.name, athroId);
    if (left) await keepLaterDraft(store, athroId, left.text, left.at);
  }
};
