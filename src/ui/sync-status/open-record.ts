import { dateOf } from "../../model/civil.ts";
import { occurrenceAt } from "../../store/occurrences.ts";
import { getEvent } from "../../store/events.ts";
import { athroOfDraft } from "../../store/drafts.ts";
import type { RefusedChange, RefusedCopy } from "../../store/refused.ts";
import { activeSession } from "../../store/active-session.ts";
import { getSession } from "../../store/sessions.ts";
import type { Store } from "../../store/store.ts";
import { editExisting, editorOf, isChanged } from "../calendar/open-editor.ts";
import { urlOf } from "../calendar/place.ts";

/** Whether there is a screen on which such a record can be changed. */
export const canOpen = ({ table, draftFor }: Pick<RefusedChange, "table" | "draftFor">): boolean =>
  table === "preferences" ? draftFor !== null : table !== "superseded";

/** The address at which a record can be changed; null if it is not here. An event's editor opens there. */
export const openRecord = async (
  store: Store,
  { table, id }: Pick<RefusedCopy, "table" | "id">,
): Promise<string | null> => {
  const { db } = store;
  switch (table) {
    case "chat_messages": {
      const message = await db.chat_messages.get(id);
      return message ? openSession(store, message.session_id) : null;
    }
    case "chat_sessions":
      return openSession(store, id);
    case "calendar_events":
      return openEvent(store, id);
    case "calendar_overrides": {
      const override = await db.calendar_overrides.get(id);
      return override ? openEvent(store, override.event_id, override.original_start) : null;
    }
    case "preferences": {
      const row = await db.preferences.get(id);
      const athro = row ? athroOfDraft(row.name) : null;
      return athro === null ? null : `/athro/${encodeURIComponent(athro)}`;
    }
    default:
      return null;
  }
};

const openSession = async ({ db }: Store, id: string): Promise<string | null> => {
  const session = await getSession(db, id);
  if (!session) return null;
  const active = await activeSession(db, session.athro_id);
  return active?.id === id
    ? `/athro/${encodeURIComponent(session.athro_id)}`
    : `/sessions/${encodeURIComponent(id)}`;
};

const openEvent = async (store: Store, id: string, original?: string): Promise<string | null> => {
  const event = await getEvent(store.db, id);
  if (!event) return null;
  // A time that was cancelled has no editor; the event has.
  const at = event.rrule ? (original ?? event.starts_at) : null;
  const row = (await occurrenceAt(store.db, id, at)) ?? event;
  const editor = editorOf(store);
  // What was typed into another event's editor comes first: the calendar shows it again.
  if (editor.value === null || !isChanged(editor.value)) editor.value = editExisting(row);
  return urlOf({ view: null, date: dateOf(row.starts_at), isNew: false });
};
