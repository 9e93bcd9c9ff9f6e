import { preferenceId } from "../model/ids.ts";
import type { TableName } from "../model/tables.ts";
import type { AthroDatabase, Row } from "./database.ts";
import { draftName, readDraft } from "./drafts.ts";

/** Removes rows that the server holds from a guest's database: those that are still what was looked at, and no others ([U7]). */
export const removeRows = async (
  guest: AthroDatabase,
  name: TableName,
  looked: readonly Row[],
): Promise<void> => {
  if (looked.length === 0) return;
  const table = guest.rows(name);
  await guest.transaction("rw", table, async () => {
    const now = await table.bulkGet(looked.map(({ id }) => id));
    const same = looked.filter((row, index) => JSON.stringify(row) === JSON.stringify(now[index]));
    await table.bulkDelete(same.map(({ id }) => id));
  });
};

/** Removes an Athro's draft, with what was pushed of it, if it is still `text`. */
export const removeDraft = (guest: AthroDatabase, athroId: string, text: string): Promise<void> =>
  guest.transaction("rw", guest.drafts, guest.preferences, async () => {
    if ((await readDraft(guest, athroId)) !== text) return;
    await guest.drafts.delete(athroId);
    await guest.preferences.delete(preferenceId(draftName(athroId)));
  });

/**
 * Removes the sessions in which nothing was said, unless something is just being said: taken over, they would stand before the chats
 * that the account has open, and hold nothing.
 */
export const removeEmptySessions = (guest: AthroDatabase): Promise<void> =>
  guest.transaction("rw", guest.chat_sessions, guest.chat_messages, async () => {
    const untitled = await guest.chat_sessions.filter((row) => row.title === "").toArray();
    for (const { id } of untitled) {
      const messages = guest.chat_messages
        .where("[session_id+order_key]")
        .between([id, -Infinity], [id, Infinity]);
      if ((await messages.count()) === 0) await guest.chat_sessions.delete(id);
    }
  });
