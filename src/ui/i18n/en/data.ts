import type { ExportProblem } from "../../../model/exported/read-export.ts";
import { plural } from "../plural.ts";

/** What a file holds, or an import added. */
export type DataKind = "chats" | "messages" | "events" | "other";

/** About taking everything along, and bringing it back. */
export interface DataWords {
  heading: string;
  text: string;
  export: string;
  exporting: string;
  exportFailed: string;
  importText: string;
  import: string;
  reading: string;
  kinds: Record<DataKind, (n: number) => string>;
  question: {
    title: string;
    /** `date` is written as the language writes dates. */
    made: (date: string) => string;
    empty: string;
    safe: string;
    confirm: string;
    importing: string;
  };
  done: {
    title: string;
    added: string;
    nothing: string;
    present: (n: number) => string;
    gone: (n: number) => string;
    close: string;
  };
  problem: {
    title: string;
    kinds: Record<Exclude<ExportProblem["kind"], "records">, string>;
    records: (n: number) => string;
    failed: string;
    unchanged: string;
  };
}

export const data: DataWords = {
  heading: "Your data",
  text: "Everything you've made, as one file of your own: your chats and settings, and your calendar in a form that other calendars read. It works offline.",
  export: "Export everything",
  exporting: "Making the file…",
  exportFailed: "The file couldn't be made. Nothing was changed. Try again.",
  importText:
    "Adds what an exported file has and this device hasn't. It changes nothing that's here, and nothing you deleted comes back.",
  import: "Import a file",
  reading: "Reading the file…",
  kinds: {
    chats: (n) => plural("en", n, { one: "1 chat", other: "{n} chats" }),
    messages: (n) => plural("en", n, { one: "1 message", other: "{n} messages" }),
    events: (n) => plural("en", n, { one: "1 event", other: "{n} events" }),
    other: (n) =>
      plural("en", n, { one: "1 setting or draft", other: "{n} settings, drafts and the like" }),
  },
  question: {
    title: "Import this file?",
    made: (date) => `Exported on ${date}. It holds:`,
    empty: "There's nothing in it.",
    safe: "What's here already stays as it is.",
    confirm: "Import",
    importing: "Importing…",
  },
  done: {
    title: "Imported",
    added: "This was added:",
    nothing: "All of it is here already, so nothing was changed.",
    present: (n) =>
      plural("en", n, {
        one: "1 part of it was here already and stays as it is.",
        other: "{n} parts of it were here already and stay as they are.",
      }),
    gone: (n) =>
      plural("en", n, {
        one: "1 part belongs to something that you deleted for good, and was left out.",
        other: "{n} parts belong to something that you deleted for good, and were left out.",
      }),
    close: "Close",
  },
  problem: {
    title: "This file can't be imported",
    kinds: {
      damaged: "It's cut off or damaged. Download or copy it again, and try with that one.",
      foreign: "It isn't an export from Athro. Choose a file that “Export everything” made.",
      newer: "It was made by a newer Athro. Update this one, then try again.",
    },
    records: (n) =>
      plural("en", n, {
        one: "1 entry in it isn't as Athro writes them, so it seems to have been changed:",
        other: "{n} entries in it aren't as Athro writes them, so it seems to have been changed:",
      }),
    failed: "It couldn't be written on this device. There may be too little room.",
    unchanged: "Nothing was imported, and nothing here has changed.",
  },
};
