/** What students do, through the same functions as the screens. Which record it hits is drawn from what the device shows. */
import type { EventFields } from "../../src/model/event-input.ts";
import { overrideId, preferenceId } from "../../src/model/ids.ts";
import type { TableName } from "../../src/model/tables.ts";
import { keepDraft, pushDraft } from "../../src/store/drafts.ts";
import {
  createEvent,
  deleteEvent,
  type EventRow,
  restoreEvent,
  updateEvent,
} from "../../src/store/events.ts";
import { sendQuestion } from "../../src/store/messages.ts";
import { setPreference } from "../../src/store/preferences.ts";
import {
  deleteSession,
  renameSession,
  restoreSession,
  resumeSession,
  saveSession,
  type SessionRow,
} from "../../src/store/sessions.ts";
import type { Store } from "../../src/store/store.ts";
import { discardRefused, retryRefused } from "../../src/store/sync-store.ts";
import { undoSave } from "../../src/store/undo-save.ts";
import { commit, edit } from "../../src/store/write.ts";
import type { Device } from "./device.ts";
import { CURRENT } from "./history.ts";
import type { Random } from "./prng.ts";

const ATHROS = ["athro-maths", "athro-welsh"] as const;
const SETTINGS = ["theme", "language", "confidence:algebra"] as const;
const KINDS = ["lesson", "revision", "exam"] as const;

/** One act: what it does with a device's store, or null if there is nothing on the device to do it with. */
export type Act = (device: Device, random: Random) => ((store: Store) => Promise<unknown>) | null;

/** Rows of a table as the device shows them, in an order of their own. */
const shown = <T>(device: Device, table: TableName, wanted: (row: T) => boolean): T[] =>
  device
    .view()
    .rows(table)
    .map((row) => row as T)
    .filter(wanted);

const sessions = (device: Device, wanted: (row: SessionRow) => boolean): SessionRow[] =>
  shown<SessionRow>(
    device,
    "chat_sessions",
    (row) => typeof row.athro_id === "string" && wanted(row),
  );

const events = (device: Device, wanted: (row: EventRow) => boolean): EventRow[] =>
  shown<EventRow>(device, "calendar_events", wanted);

const words = (random: Random): string => `words ${random.int(1_000_000).toString(36)}`;

const onOne =
  <T>(
    rows: (device: Device) => T[],
    act: (store: Store, row: T, random: Random) => Promise<unknown>,
  ): Act =>
  (device, random) => {
    const found = rows(device);
    if (found.length === 0) return null;
    const row = random.pick(found);
    return (store) => act(store, row, random);
  };

const two = (n: number): string => String(n).padStart(2, "0");

export const eventFields = (random: Random): EventFields => {
  const hour = random.between(8, 18);
  const day = `2027-02-${two(random.between(1, 27))}`;
  return {
    title: words(random),
    athro_id: random.pick(ATHROS),
    kind: random.pick(KINDS),
    all_day: false,
    starts_at: `${day}T${two(hour)}:00:00`,
    ends_at: `${day}T${two(hour + 1)}:30:00`,
    zone: "Europe/London",
    notes: words(random),
    location: "",
  };
};

/** Some of an event's fields anew, the others as they are shown. */
const otherFields = (row: EventRow, random: Random): EventFields => {
  const fresh = eventFields(random);
  const next: EventFields = {
    title: row.title,
    athro_id: row.athro_id,
    kind: row.kind,
    all_day: row.all_day,
    starts_at: row.starts_at,
    ends_at: row.ends_at,
    zone: row.zone,
    notes: row.notes,
    location: row.location,
  };
  if (random.chance(0.6)) next.title = fresh.title;
  if (random.chance(0.4))
    Object.assign(next, { starts_at: fresh.starts_at, ends_at: fresh.ends_at });
  if (random.chance(0.3)) next.notes = fresh.notes;
  if (random.chance(0.2)) next.kind = fresh.kind;
  return next;
};

const kept = (row: { deleted: boolean }): boolean => !row.deleted;
const gone = (row: { deleted: boolean }): boolean => row.deleted;
const whole = (row: EventRow): boolean =>
  !row.deleted && typeof row.starts_at === "string" && typeof row.title === "string";

export const ACTS = {
  message: (_device, random) => {
    const athro = random.pick(ATHROS);
    const text = words(random);
    return (store) => sendQuestion(store, athro, text);
  },
  newEvent: (_device, random) => {
    const fields = eventFields(random);
    return (store) => createEvent(store, fields);
  },
  editEvent: onOne(
    (device) => events(device, whole),
    (store, row, random) => updateEvent(store, row.id, otherFields(row, random)),
  ),
  editChain: onOne(
    (device) => events(device, whole),
    async (store, row, random) => {
      for (let i = 0; i < 4; i += 1) await updateEvent(store, row.id, otherFields(row, random));
    },
  ),
  deleteEvent: onOne(
    (device) => events(device, kept),
    (store, row) => deleteEvent(store, row.id),
  ),
  restoreEvent: onOne(
    (device) => events(device, gone),
    (store, row) => restoreEvent(store, row.id),
  ),
  rateEvent: onOne(
    (device) => events(device, whole),
    (store, row, random) =>
      commit(store.db, store, [
        edit("calendar_events", row.id, {
          study: { confidence: random.int(11), priority: random.chance(0.5) },
        }),
      ]),
  ),
  cancelOccurrence: onOne(
    // An old app knows nothing of overrides.
    (device) => (device.setup.edition === CURRENT ? events(device, whole) : []),
    (store, row, random) => {
      const original = `2027-03-0${random.between(1, 3)}T09:00:00`;
      return commit(store.db, store, [
        edit("calendar_overrides", overrideId(row.id, original), {
          origin: { event_id: row.id, original_start: original },
          cancelled: { cancelled: random.chance(0.7) },
        }),
      ]);
    },
  ),
  saveSession: onOne(
    (device) => sessions(device, (row) => row.is_active && !row.deleted),
    async (store, row, random) => {
      const next = await saveSession(store, row);
      if (random.chance(0.3)) await undoSave(store, row, next);
    },
  ),
  resumeSession: onOne(
    (device) => sessions(device, (row) => !row.is_active && !row.deleted),
    (store, row) => resumeSession(store, row),
  ),
  deleteSession: onOne(
    (device) => sessions(device, kept),
    (store, row) => deleteSession(store, row),
  ),
  restoreSession: onOne(
    (device) => sessions(device, gone),
    (store, row) => restoreSession(store, row),
  ),
  renameSession: onOne(
    (device) => sessions(device, kept),
    (store, row, random) => renameSession(store, row.id, words(random)),
  ),
  setting: (_device, random) => {
    const name = random.pick(SETTINGS);
    const value = random.chance(0.5)
      ? random.int(5)
      : { at: random.int(100), of: [words(random), null, true] };
    return (store) => setPreference(store, name, value);
  },
  draft: (_device, random) => {
    const athro = random.pick(ATHROS);
    const text = words(random);
    return async (store) => {
      await keepDraft(store, athro, text);
      await pushDraft(store, athro);
    };
  },
  draftThenSend: (_device, random) => {
    const athro = random.pick(ATHROS);
    const text = words(random);
    return async (store) => {
      await keepDraft(store, athro, text);
      await pushDraft(store, athro);
      await sendQuestion(store, athro, text);
    };
  },
  newerField: onOne(
    (device) => events(device, kept),
    (store, row, random) =>
      commit(store.db, store, [
        { table: "calendar_events", id: row.id, set: { mood: { mood: words(random) } } },
      ]),
  ),
  restoreLost: onOne(
    (device) =>
      shown<{
        table_name: TableName;
        record_id: string;
        field_group: string;
        lost: Record<string, unknown>;
      }>(device, "superseded", (row) => typeof row.table_name === "string"),
    (store, row) =>
      commit(store.db, store, [
        { table: row.table_name, id: row.record_id, set: { [row.field_group]: row.lost } },
      ]),
  ),
  retryRefused: onOne(
    (device) => [...device.view().outbox.values()].filter((entry) => entry.refused),
    (store, entry) => retryRefused(store.db, entry.n),
  ),
  discardRefused: onOne(
    (device) => [...device.view().outbox.values()].filter((entry) => entry.refused),
    (store, entry) => discardRefused(store.db, entry.n),
  ),
  mendRefused: onOne(
    (device) =>
      events(device, whole).filter(
        (row) => device.view().entry("calendar_events", row.id)?.refused,
      ),
    (store, row, random) => updateEvent(store, row.id, eventFields(random)),
  ),
} satisfies Record<string, Act>;

export type ActName = keyof typeof ACTS;

/** Whether the student's draft of an Athro stands in the synced preferences. */
export const draftIn = (device: Device, athro: string): string => {
  const row = device.view().row("preferences", preferenceId(`draft:${athro}`));
  const value = row?.value as { text?: string } | undefined;
  return value?.text ?? "";
};
