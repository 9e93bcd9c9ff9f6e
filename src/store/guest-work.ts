import type { AthroDatabase } from "./database.ts";
import { athroOfDraft, readDraft } from "./drafts.ts";

/** What was made without an account, as a student is asked about it. */
export interface GuestWork {
  /** In which something was said, deleted ones left out. */
  chats: number;
  events: number;
  /** Texts in composers. */
  drafts: number;
}

/** Counts what is in a guest's database; null if there is nothing to ask about. */
export const readGuestWork = (guest: AthroDatabase): Promise<GuestWork | null> =>
  guest.transaction(
    "r",
    [guest.chat_sessions, guest.calendar_events, guest.drafts, guest.preferences],
    async () => {
      const chats = await guest.chat_sessions
        .filter((row) => !row.deleted && row.title !== "")
        .count();
      const events = await guest.calendar_events.filter((row) => !row.deleted).count();
      const rows = await guest.preferences.toArray();
      const athros = new Set([
        ...(await guest.drafts.toArray()).map((draft) => draft.athro_id),
        ...rows.map(({ name }) => athroOfDraft(name)).filter((id) => id !== null),
      ]);
      let drafts = 0;
      for (const athroId of athros)
        if ((await readDraft(guest, athroId)).trim() !== "") drafts += 1;
      return chats + events + drafts > 0 ? { chats, events, drafts } : null;
    },
  );
