import type { TableName } from "../../../model/tables.ts";
import type { Theme } from "../../theme.ts";
import { plural } from "../plural.ts";

/** Why the server would not take a change, as far as it matters to the student. */
export type RefusalReason = "too-large" | "gone" | "clash" | "not-allowed" | "unreadable" | "other";

export interface SettingsWords {
  appearance: string;
  language: string;
  languageNotLoaded: string;
  theme: string;
  themes: Record<Theme, string>;
  account: string;
  asGuest: string;
  accountLink: string;
  signInLink: string;
  sync: string;
  syncGuest: string;
  waiting: string;
  waitingCount: (n: number) => string;
  oldest: string;
  lastSync: string;
  never: string;
  refused: string;
  refusedText: string;
  records: Record<TableName, string>;
  reasons: Record<RefusalReason, string>;
  retry: string;
  retryOf: (name: string) => string;
  discard: string;
  discardOf: (name: string) => string;
  discardDialog: {
    first: string;
    firstText: string;
    second: string;
    secondText: string;
    discard: string;
    forGood: string;
    keep: string;
  };
  discarded: string;
  failed: string;
  problems: { server: string; digest: string; upgrade: string };
  device: string;
  storage: string;
  /** `megabytes` is written as the language writes numbers. */
  used: (megabytes: string) => string;
  unknown: string;
  version: string;
}

export const settings: SettingsWords = {
  appearance: "Language and appearance",
  language: "Language",
  languageNotLoaded: "The language couldn't be loaded. Check the network and try again.",
  theme: "Theme",
  themes: { system: "System", light: "Light", dark: "Dark" },
  account: "Account",
  asGuest:
    "You're using Athro without an account. Your work stays on this device alone, and Athros can't reply.",
  accountLink: "Manage account",
  signInLink: "Sign in or create an account",
  sync: "Sync",
  syncGuest: "Without an account nothing leaves this device, so there's nothing to sync.",
  waiting: "Waiting to sync",
  waitingCount: (n) =>
    n === 0 ? "Nothing" : plural("en", n, { one: "1 change", other: "{n} changes" }),
  oldest: "Oldest change from",
  lastSync: "Last synced",
  never: "Not yet",
  refused: "Needs attention",
  refusedText:
    "The server didn't take these as they are. They're safe on this device, and nothing else waits for them.",
  records: {
    chat_sessions: "Chat",
    chat_messages: "Message",
    calendar_events: "Event",
    calendar_overrides: "Changed event",
    preferences: "Draft or setting",
    superseded: "Earlier version",
  },
  reasons: {
    "too-large": "It's too large for the server.",
    gone: "What it belongs to was deleted for good.",
    clash: "The server has something else in its place.",
    "not-allowed": "It holds a value that the server doesn't allow.",
    unreadable: "The server couldn't read it.",
    other: "The server failed at it time after time.",
  },
  retry: "Retry",
  retryOf: (name) => `Retry: ${name}`,
  discard: "Discard",
  discardOf: (name) => `Discard: ${name}`,
  discardDialog: {
    first: "Discard this change?",
    firstText: "It will show what the server holds instead. If the server never had it, it goes.",
    second: "Discard it for good?",
    secondText: "This can't be undone, on this device or any other.",
    discard: "Discard",
    forGood: "Discard for good",
    keep: "Keep it",
  },
  discarded: "Discarded.",
  failed: "That didn't work, and nothing was changed. Try again.",
  problems: {
    server: "The server has a problem. Athro tries again by itself.",
    digest:
      "This device and the server don't hold quite the same. Your work is safe here; Athro compares everything again within a day.",
    upgrade: "The server needs a newer Athro. Load the page again to update.",
  },
  device: "This device",
  storage: "Storage used",
  used: (megabytes) => `${megabytes} MB`,
  unknown: "Unknown",
  version: "Version",
};
