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
  device: "This device",
  version: "Version",
};
