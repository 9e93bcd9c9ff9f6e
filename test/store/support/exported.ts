/** Exports: what is in one, and what another device makes of it. */
import type { ReadExport } from "../../../src/model/exported/read-export.ts";
import { overrideId } from "../../../src/model/ids.ts";
import { keepDraft } from "../../../src/store/drafts.ts";
import { exportEverything } from "../../../src/store/export-file.ts";
import { type Imported, importFile, readFile } from "../../../src/store/import-file.ts";
import { sendQuestion } from "../../../src/store/messages.ts";
import { setPreference } from "../../../src/store/preferences.ts";
import type { Store } from "../../../src/store/store.ts";
import { commit, create, edit } from "../../../src/store/write.ts";
import { MONDAY_MS, openTestStore } from "../../support/store.ts";

export const bytesOf = async (store: Store, at = MONDAY_MS): Promise<Uint8Array> =>
  new Uint8Array(await (await exportEverything(store.db, at)).arrayBuffer());

export const readWhole = async (bytes: Uint8Array): Promise<ReadExport> => {
  const outcome = await readFile(bytes);
  if (outcome.kind !== "read") throw new Error(JSON.stringify(outcome.problem));
  return outcome.read;
};

export const bring = async (store: Store, bytes: Uint8Array): Promise<Imported> =>
  importFile(store, await readWhole(bytes));

export const newEvent = (store: Store, title: string, id = store.newId()) =>
  create("calendar_events", id, {
    origin: { created_at: new Date(store.now()).toISOString() },
    title: { title },
    time: {
      all_day: false,
      starts_at: "2026-11-25T14:00:00",
      ends_at: "2026-11-25T15:00:00",
      zone: "Europe/London",
    },
    repeat: { rrule: "FREQ=WEEKLY;COUNT=4" },
    kind: { kind: "lesson" },
    athro: { athro_id: null },
    notes: { notes: "", location: "" },
  });

/** A student or guest with something of every kind; returns the event's id. */
export const fill = async (store: Store): Promise<string> => {
  const event = newEvent(store, "Physics");
  const skipped = "2026-12-02T14:00:00";
  await sendQuestion(store, "athro-maths", "What is ŵ + 1? 🌼");
  await commit(store.db, store, [
    event,
    newEvent(store, "Chemistry"),
    edit("calendar_overrides", overrideId(event.id, skipped), {
      origin: { event_id: event.id, original_start: skipped },
      cancelled: { cancelled: true },
    }),
  ]);
  await setPreference(store, "theme", { dark: true });
  await keepDraft(store, "athro-welsh", "Beth yw");
  return event.id;
};

export const openStore = async (user?: string | null, origin = "bbbbbbbb") =>
  openTestStore({ origin, ...(user === undefined ? {} : { user }) });
