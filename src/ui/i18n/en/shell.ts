import { plural } from "../plural.ts";

export interface ShellWords {
  appName: string;
  skip: string;
  navigation: string;
  home: string;
  athros: string;
  calendar: string;
  search: string;
  settings: string;
  yourAthros: string;
  startChat: string;
  loading: string;
  notices: string;
  dismiss: string;
  close: string;
  cancel: string;
  notFound: { heading: string; text: string; action: string };
  broken: { heading: string; text: string; again: string; home: string; details: string };
  notLoaded: { heading: string; text: string };
  pill: {
    name: string;
    guest: string;
    offline: string;
    /** What of `offline` may be left out where there is little room; it begins with the dash. */
    offlineRest: string;
    pending: (n: number) => string;
    syncing: string;
    synced: string;
    failed: string;
    refused: (n: number) => string;
    upgrade: string;
    signin: string;
    tryAgain: string;
    signIn: string;
    details: string;
  };
}

export const shell: ShellWords = {
  appName: "Athro",
  skip: "Skip to the content",
  navigation: "Main",
  home: "Home",
  athros: "Athros",
  calendar: "Calendar",
  search: "Search",
  settings: "Settings",
  yourAthros: "Your Athros",
  startChat: "Start a chat",
  loading: "Loading…",
  notices: "Notices",
  dismiss: "Dismiss",
  close: "Close",
  cancel: "Cancel",
  notFound: {
    heading: "There's nothing here",
    text: "This address leads nowhere. Your work is where you left it.",
    action: "Go home",
  },
  broken: {
    heading: "Something went wrong",
    text: "This screen stopped working. Everything you saved is still on this device. Loading the page again usually helps.",
    again: "Load again",
    home: "Go home",
    details: "Details for whoever helps you",
  },
  notLoaded: {
    heading: "This screen couldn't be loaded",
    text: "A part of the app didn't arrive, perhaps because the network dropped. Everything you saved is still on this device.",
  },
  pill: {
    name: "Sync status",
    guest: "Saved on this device",
    offline: "Offline",
    offlineRest: " – everything's saved here",
    pending: (n) => plural("en", n, { one: "1 change waiting", other: "{n} changes waiting" }),
    syncing: "Syncing…",
    synced: "Up to date",
    failed: "Couldn't sync. Try again",
    refused: (n) =>
      plural("en", n, { one: "1 change needs attention", other: "{n} changes need attention" }),
    upgrade: "Update Athro to go on syncing",
    signin: "Sign in to go on syncing",
    tryAgain: "Try again",
    signIn: "Sign in",
    details: "Sync details",
  },
};
