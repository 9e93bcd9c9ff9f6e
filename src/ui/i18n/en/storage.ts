import { plural } from "../plural.ts";

export interface StorageWords {
  room: {
    heading: string;
    /** Amounts are written as the language writes numbers, with their unit. */
    used: (used: string) => string;
    usedOf: (used: string, limit: string) => string;
    unknown: string;
    megabytes: (n: string) => string;
    gigabytes: (n: string) => string;
    keeping: Record<"protected" | "may-clear" | "may-expire" | "unknown", string>;
    student: string;
    guest: string;
    protect: string;
    refused: string;
  };
  archive: ArchiveWords;
}

export interface ArchiveWords {
  row: string;
  open: string;
  title: string;
  age: string;
  months: (n: number) => string;
  none: string;
  found: (chats: number) => string;
  list: string;
  messages: (n: number) => string;
  everywhere: string;
  guest: string;
  save: string;
  saving: string;
  file: string;
  saved: (name: string) => string;
  check: string;
  checking: string;
  whole: string;
  wrongFile: string;
  remove: (chats: number) => string;
  removing: string;
  removed: (chats: number) => string;
  changed: (chats: number) => string;
  back: string;
  failed: { full: string; unknown: string };
}

export const storage: StorageWords = {
  room: {
    heading: "Storage",
    used: (used) => `${used} used`,
    usedOf: (used, limit) => `${used} used of ${limit}`,
    unknown: "This browser doesn't say how much room Athro takes.",
    megabytes: (n) => `${n} MB`,
    gigabytes: (n) => `${n} GB`,
    keeping: {
      protected: "Protected: the browser clears nothing of this by itself.",
      "may-clear": "If this device runs out of space, the browser may clear what Athro keeps here.",
      "may-expire":
        "This browser clears what Athro keeps here when you don't open it for 7 days. Added to the Home Screen, Athro keeps it.",
      unknown: "This browser doesn't say whether it may clear what Athro keeps here.",
    },
    student: "What has synced is safe in your account all the same.",
    guest: "Without an account there is no other copy: export one now and then.",
    protect: "Protect my data",
    refused:
      "The browser didn't agree. It usually does once Athro is installed or has been used for a while. Try again then, and export a copy meanwhile.",
  },
  archive: {
    row: "Move old saved chats into a file, and remove them here.",
    open: "Archive old chats",
    title: "Archive old chats",
    age: "Nothing was said for",
    months: (n) => plural("en", n, { one: "a month", other: "{n} months" }),
    none: "No saved chat is that old.",
    found: (chats) =>
      plural("en", chats, {
        one: "1 saved chat goes into the file:",
        other: "{n} saved chats go into the file:",
      }),
    list: "Chats to archive",
    messages: (n) => plural("en", n, { one: "1 message", other: "{n} messages" }),
    everywhere:
      "Once you remove them, they move to Recently deleted on all your devices, and are gone from your account for good after 30 days. Until then they can be restored there. After that the file is the only copy.",
    guest:
      "Once you remove them, they are gone from this device at once. The file is then the only copy.",
    save: "Save the file",
    saving: "Saving…",
    file: "athro-chats",
    saved: (name) =>
      `${name} is on its way to your downloads. Show Athro the file, so that it's certain that nothing gets lost. Nothing has been removed yet.`,
    check: "Choose the saved file",
    checking: "Reading…",
    whole: "The file is whole: every one of these chats is in it.",
    wrongFile:
      "That isn't the file that was just saved, or it isn't whole. Nothing has been removed. Choose again, or save it once more.",
    remove: (chats) => plural("en", chats, { one: "Remove 1 chat", other: "Remove {n} chats" }),
    removing: "Removing…",
    removed: (chats) =>
      plural("en", chats, { one: "1 chat was removed.", other: "{n} chats were removed." }),
    changed: (chats) =>
      plural("en", chats, {
        one: "1 chat changed meanwhile, and was left here.",
        other: "{n} chats changed meanwhile, and were left here.",
      }),
    back: "To bring them back, import the file here in Settings, on any device and into any account.",
    failed: {
      full: "Nothing has been removed: this device has no space left. Free some space, then try again.",
      unknown: "Nothing has been removed: something went wrong. Try again.",
    },
  },
};
