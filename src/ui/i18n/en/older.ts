import type { LegacyReason } from "../../../model/legacy/record.ts";

/** About what was taken over from the Athro that students used before. */
export interface OlderWords {
  heading: string;
  text: string;
  chats: string;
  messages: string;
  events: string;
  /** Above the list of what was left out. */
  unread: string;
  /** Names of what was left out. `athro` is a name such as AthroMaths. */
  chat: (athro: string) => string;
  savedChat: (athro: string) => string;
  calendar: string;
  calendarBackup: string;
  confidence: string;
  setting: (name: string) => string;
  reasons: Record<LegacyReason, string>;
  export: string;
  /** The file's name, without its ending. */
  file: string;
}

export const older: OlderWords = {
  heading: "Data from the older Athro",
  text: "Taken over from the Athro that was used on this device before.",
  chats: "Chats",
  messages: "Messages",
  events: "Events",
  unread:
    "Not all of it could be read. What couldn't is still on this device as it was, and you can save a copy of it.",
  chat: (athro) => `Chat with ${athro}`,
  savedChat: (athro) => `Saved chat with ${athro}`,
  calendar: "Calendar",
  calendarBackup: "Backup of the calendar",
  confidence: "Confidence",
  setting: (name) => `Setting “${name}”`,
  reasons: {
    json: "It's damaged, so nothing of it could be read.",
    shape: "It isn't what it should be.",
    owner: "It says that it belongs to someone else.",
    athro: "It doesn't say which Athro it's about.",
    message: "Some of its messages are incomplete.",
    event: "Some of its entries aren't events.",
    date: "Some of its events have no proper date.",
    number: "Some of its numbers are out of range.",
    long: "Some of its text is too long.",
    differs: "Some of it isn't the same as what's here already.",
    unsafe: "It can't be stored.",
    gone: "It belongs to something that you deleted for good.",
  },
  export: "Export what couldn't be read",
  file: "older-athro-data",
};
