import { plural } from "../plural.ts";

export interface ShellWords {
  appName: string;
  pill: {
    name: string;
    guest: string;
    offline: string;
    pending: (n: number) => string;
    syncing: string;
    synced: string;
    failed: string;
    signin: string;
  };
}

export const shell: ShellWords = {
  appName: "Athro",
  pill: {
    name: "Sync status",
    guest: "Saved on this device",
    offline: "Offline – everything's saved here",
    pending: (n) => plural("en", n, { one: "1 change waiting", other: "{n} changes waiting" }),
    syncing: "Syncing…",
    synced: "Up to date",
    failed: "Couldn't sync. Try again",
    signin: "Sign in to go on syncing",
  },
};
