import type { Theme } from "../../theme.ts";

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
  syncText: string;
  syncLink: string;
  deletedLink: string;
  /** The browser's own tutor, where there is one. */
  deviceTutor: { title: string; use: string; hint: string; loading: string; failed: string };
  /** Notifications of replies, by what the student has said to the browser. */
  notify: Record<NotificationPermission, string> & { allow: string };
  device: string;
  version: string;
}

export const settings: SettingsWords = {
  appearance: "Language and appearance",
  language: "Language",
  languageNotLoaded:
    "The language couldn't be loaded. Your choice is kept, and Athro tries again the next time it opens.",
  theme: "Theme",
  themes: { system: "System", light: "Light", dark: "Dark" },
  account: "Account",
  asGuest:
    "You're using Athro without an account. Your work stays on this device alone, and Athros can't reply.",
  accountLink: "Manage account",
  signInLink: "Sign in or create an account",
  sync: "Sync",
  syncGuest: "Without an account nothing leaves this device, so there's nothing to sync.",
  syncText: "What waits, what was overwritten and what was deleted.",
  syncLink: "Sync details",
  deletedLink: "Recently deleted",
  deviceTutor: {
    title: "Tutor on this device (experimental)",
    use: "Answer with this browser's own tutor while there's no network",
    hint: "It runs on this device and sends nothing anywhere. It answers in English, knows less than your Athros and makes more mistakes; its replies are marked.",
    loading: "Getting it ready…",
    failed:
      "This browser's tutor couldn't be made ready. Check your connection and space, then try again.",
  },
  notify: {
    default: "Athro can tell you when a reply has come while you're away.",
    granted:
      "Athro tells you when a reply has come while you're away. Your browser's settings can stop it.",
    denied: "Notifications are blocked in your browser's settings for this site.",
    allow: "Notify me",
  },
  device: "This device",
  version: "Version",
};
