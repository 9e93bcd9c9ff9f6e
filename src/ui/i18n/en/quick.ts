import { plural } from "../plural.ts";
import type { WriteProblem } from "../../../store/write-problem.ts";

/** Adding an event by a line of text. */
export interface QuickWords {
  open: string;
  title: string;
  field: string;
  hint: string;
  /** Names the list of what was understood. */
  preview: string;
  name: string;
  when: string;
  length: string;
  repeats: string;
  kind: string;
  /** An event's length, of hours and minutes of which one may be 0. */
  lasts: (hours: number, minutes: number) => string;
  /** `date` is the last day. */
  until: (repeats: string, date: string) => string;
  noTitle: string;
  add: string;
  edit: string;
  loading: string;
  missing: string;
  /** Said once it is added. */
  added: (title: string, when: string) => string;
  failed: Record<WriteProblem, string>;
}

export const quick: QuickWords = {
  open: "Quick add",
  title: "Quick add",
  field: "What, and when?",
  hint: "For example: maths revision tomorrow 4pm for 1 hour",
  preview: "To be added",
  name: "Title",
  when: "When",
  length: "Length",
  repeats: "Repeats",
  kind: "Kind",
  lasts: (hours, minutes) =>
    [
      hours > 0 && plural("en", hours, { one: "1 hour", other: "{n} hours" }),
      minutes > 0 && plural("en", minutes, { one: "1 minute", other: "{n} minutes" }),
    ]
      .filter(Boolean)
      .join(" "),
  until: (repeats, date) => `${repeats}, until ${date}`,
  noTitle: "No title yet. Say what it is, or choose Edit details.",
  add: "Add",
  edit: "Edit details",
  loading: "One moment…",
  missing:
    "What reads the text can't be had without a network yet. Choose Edit details: your text becomes the title.",
  added: (title, when) => `Added: ${title}, ${when}.`,
  failed: {
    full: "Not added: this device has no space left. Your text is still here.",
    "too-large": "Not added: the event is too large. Your text is still here.",
    closed:
      "Not added: the browser closed the app's storage. Copy your text, then load the page again.",
    unknown: "Not added. Your text is still here. Try again.",
  },
};
