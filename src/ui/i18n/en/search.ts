import { plural } from "../plural.ts";

export interface SearchWords {
  heading: string;
  /** The name of the field. */
  field: string;
  placeholder: string;
  clear: string;
  kind: string;
  kinds: { all: string; chats: string; events: string };
  athro: string;
  allAthros: string;
  results: string;
  /** `count` is a number with its thousands apart. */
  found: (n: number, count: string) => string;
  /** The name of a result that is a chat as a whole. */
  chat: string;
  you: string;
  more: string;
  before: string;
  nothingYet: string;
  startChat: string;
  nothing: (query: string) => string;
  nothingHint: string;
  everywhere: string;
  reading: (percent: string) => string;
  /** With nothing found so far. */
  readingOn: string;
  unread: string;
  again: string;
}

export const search: SearchWords = {
  heading: "Search",
  field: "Search chats and events",
  placeholder: "A word, or the beginning of one",
  clear: "Clear",
  kind: "What to search",
  kinds: { all: "Everything", chats: "Chats", events: "Events" },
  athro: "Athro",
  allAthros: "All Athros",
  results: "Results",
  found: (n, count) => plural("en", n, { one: "1 result", other: `${count} results` }),
  chat: "Chat",
  you: "You",
  more: "Show more",
  before:
    "Find what you and your Athros wrote, and what is in your calendar. It works without a network.",
  nothingYet: "There is nothing to search yet. Ask an Athro something, or plan an event.",
  startChat: "Start a chat",
  nothing: (query) => `Nothing found for “${query}”.`,
  nothingHint: "Try fewer words, or only the beginning of one.",
  everywhere: "Search everything",
  reading: (percent) => `Still reading your chats: ${percent}`,
  readingOn: "Nothing found so far.",
  unread: "Some of your chats couldn't be read, so this may not be all. Nothing is lost.",
  again: "Try again",
};
