import type { TableName } from "../model/tables.ts";
import { type AthroDatabase, readState, type Row } from "./database.ts";
import { athroOfDraft, readDraft } from "./drafts.ts";
import type { Store } from "./store.ts";
import { copyDraft, copyPreference, knowsAccount } from "./adoption-preferences.ts";
import { copyRows } from "./adoption-rows.ts";
import { markGuest } from "./adoption-mark.ts";
import { removeDraft, removeEmptySessions, removeRows } from "./adoption-removal.ts";

/** What belongs to others after them. Preferences and drafts go their own way. */
const TABLES = [
  "chat_sessions",
  "chat_messages",
  "calendar_events",
  "calendar_overrides",
] as const satisfies readonly TableName[];

/** Records in one transaction: few enough that a write of the student's never waits long. */
const CHUNK = 200;

export type AdoptionEnd =
  /** Everything is the student's, the server holds it, and the guest's database is empty. */
  | { kind: "done" }
  /** All that can be taken over so far has been; `left` records and drafts stay with the guest until the server holds them. */
  | { kind: "waiting"; left: number }
  /** The guest's work is another student's. */
  | { kind: "taken" };

/**
 * Takes a guest's work over into a student's database, as far as that goes now ([U3] to [U8]). It may be ended at any moment, run again
 * at any time, and run in two contexts at once: each step is one transaction on one of the two databases, looks at what is there, and
 * changes nothing the second time.
 */
export const adoptGuest = async ({
  guest,
  student,
}: {
  guest: AthroDatabase;
  student: Store;
}): Promise<AdoptionEnd> => {
  if (student.user === null) throw new Error("only a student can take a guest's work over");
  const { syncedAt } = await stateOf(student.db);
  if (!(await markGuest(guest, student.user, syncedAt))) return { kind: "taken" };
  const { device } = await stateOf(guest);
  await removeEmptySessions(guest);
  for (const table of TABLES)
    for await (const rows of chunksOf(guest, table)) {
      const held = await copyRows(student, device, table, rows);
      await removeRows(
        guest,
        table,
        rows.filter(({ id }) => held.has(id)),
      );
    }
  if (knowsAccount(await stateOf(student.db), await stateOf(guest)))
    await adoptPreferences(guest, student);
  const left = await guest.transaction("r", contentOf(guest), async () => {
    const counts = await Promise.all(contentOf(guest).map((table) => table.count()));
    return counts.reduce((sum, count) => sum + count, 0);
  });
  return left === 0 ? { kind: "done" } : { kind: "waiting", left };
};

const stateOf = (db: AthroDatabase) => db.transaction("r", db.meta, () => readState(db));

/** Every table in which a guest can have anything. */
const contentOf = (guest: AthroDatabase) => [
  ...TABLES.map((name) => guest.rows(name)),
  guest.preferences,
  guest.drafts,
];

async function* chunksOf(guest: AthroDatabase, name: TableName): AsyncGenerator<Row[]> {
  const table = guest.rows(name);
  for (let last = ""; ;) {
    const rows = await guest.transaction("r", table, () =>
      table.where(":id").above(last).limit(CHUNK).toArray(),
    );
    const end = rows.at(-1);
    if (!end) return;
    yield rows;
    last = end.id;
  }
}

const adoptPreferences = async (guest: AthroDatabase, student: Store): Promise<void> => {
  const { device } = await stateOf(guest);
  const { rows, drafts } = await guest.transaction(
    "r",
    guest.preferences,
    guest.drafts,
    async () => {
      const rows = await guest.preferences.toArray();
      const typed = (await guest.drafts.toArray()).map((draft) => draft.athro_id);
      const pushed = rows.map(({ name }) => athroOfDraft(name)).filter((id) => id !== null);
      const athros = [...new Set([...typed, ...pushed])];
      const drafts = await Promise.all(
        athros.map(async (athroId) => ({ athroId, text: await readDraft(guest, athroId) })),
      );
      return { rows: rows.filter(({ name }) => athroOfDraft(name) === null), drafts };
    },
  );
  for (const row of rows)
    if (await copyPreference(student, device, row)) await removeRows(guest, "preferences", [row]);
  for (const { athroId, text } of drafts)
    if (await copyDraft(student, device, athroId, text)) await removeDraft(guest, athroId, text);
};
