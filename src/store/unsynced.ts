import type { AthroDatabase } from "./database.ts";

/** How much of a student's work only this device has, by kind. */
export interface Unsynced {
  messages: number;
  chats: number;
  events: number;
  other: number;
}

export const readUnsynced = (db: AthroDatabase): Promise<Unsynced> =>
  db.transaction("r", db.outbox, async () => {
    const found: Unsynced = { messages: 0, chats: 0, events: 0, other: 0 };
    await db.outbox.each(({ table }) => {
      if (table === "chat_messages") found.messages += 1;
      else if (table === "chat_sessions") found.chats += 1;
      else if (table === "calendar_events" || table === "calendar_overrides") found.events += 1;
      else found.other += 1;
    });
    return found;
  });
