import type { Store } from "../../store/store.ts";
import { saveBlob } from "../kit/save-blob.ts";

/** Saves events as a calendar file. */
export const saveCalendar = async (store: Store, ids: readonly string[]): Promise<void> => {
  const { exportCalendar } = await import("../../store/export-calendar.ts");
  saveBlob("athro.ics", await exportCalendar(store.db, ids, store.now()));
};
