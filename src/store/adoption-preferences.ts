import { isSameJson, joinDrafts, keptPreferenceName } from "../model/adoption.ts";
import { preferenceId } from "../model/ids.ts";
import { readAdoption, type Row, type SyncState } from "./database.ts";
import { heldDraft, readDraft, replaceDraft } from "./drafts.ts";
import { leftKey, readLeftDraft } from "./left-drafts.ts";
import type { Store } from "./store.ts";
import { copyRows } from "./adoption-rows.ts";

type Preference = Row<"preferences">;

/**
 * Whether this device holds all that the account had when the guest's work was given to it, or later. Until then it can't tell what the
 * account lacks, and a preference or draft of the guest's has to wait ([U6]).
 */
export const knowsAccount = (student: SyncState, { adoptedAfter }: SyncState): boolean =>
  student.syncedAt !== null &&
  student.syncedAt !== adoptedAfter &&
  student.highWater !== undefined &&
  student.cursor >= student.highWater &&
  !student.resyncing;

/**
 * Takes a guest's preference over, and returns whether the server holds it. Where the account has another value, that one stands, and
 * the guest's is kept beside it under a name of its own.
 */
export const copyPreference = async (
  student: Store,
  guestDevice: string,
  guestRow: Preference,
): Promise<boolean> => {
  const kept = keptPreferenceName(guestDevice, guestRow.name);
  for (const name of [guestRow.name, kept]) {
    const id = preferenceId(name);
    // Without its stamps: also what the guest set last does not compete.
    const held = await copyRows(student, guestDevice, "preferences", [
      { ...guestRow, id, name, stamps: {} },
    ]);
    if (!held.has(id)) return false;
    const there = await student.db.transaction("r", student.db.preferences, () =>
      student.db.preferences.get(id),
    );
    if (there && !there.deleted && isSameJson(there.value, guestRow.value)) return true;
  }
  return true;
};

/**
 * Takes a guest's draft over, once, and returns whether it is safe. It becomes the account's draft where that has none; and in any case
 * it lies beside the composer, which takes it in if it has another text, so that neither is lost.
 */
export const copyDraft = async (
  student: Store,
  guestDevice: string,
  athroId: string,
  text: string,
): Promise<boolean> => {
  if (text.trim() === "") return true;
  const { db } = student;
  return db.transaction("rw", [db.drafts, db.preferences, db.outbox, db.meta], async () => {
    const row = await readAdoption(db, guestDevice);
    const before = row.drafts[athroId] ?? "";
    const left = await readLeftDraft(db, athroId);
    if (before !== text) {
      const slot = await readDraft(db, athroId);
      if (slot.trim() === "" || slot === before) await replaceDraft(student, athroId, text);
      const beside = left === before ? text : joinDrafts(left, text);
      await db.drafts.put({ athro_id: leftKey(athroId), text: beside, at: student.now() });
      await db.meta.put({ ...row, drafts: { ...row.drafts, [athroId]: text } });
      return false;
    }
    if (left === "") return true;
    const held = await heldDraft(db, athroId);
    if (held === null || !held.includes(left)) return false;
    await db.drafts.delete(leftKey(athroId));
    return true;
  });
};
