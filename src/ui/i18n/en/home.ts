import { plural } from "../plural.ts";

export interface HomeWords {
  today: string;
  nothingToday: string;
  addEvent: string;
  carryOn: string;
  noChats: string;
  ask: string;
  replyWaiting: string;
  /** The countdown as it is heard, and its two parts as they are seen: a number and its unit. */
  exam: {
    next: string;
    spoken: (days: number, title: string) => string;
    unit: (days: number) => string;
  };
  welcome: {
    heading: string;
    what: string;
    start: string;
    signIn: string;
    create: string;
    withoutAccount: string;
    notStarted: string;
    promises: readonly { title: string; text: string }[];
  };
}

export const home: HomeWords = {
  today: "Today",
  nothingToday: "Nothing is planned for today.",
  addEvent: "Add an event",
  carryOn: "Carry on",
  noChats: "Each subject has its Athro. Choose one and ask about anything that you're studying.",
  ask: "Ask a question",
  replyWaiting: "Waiting for a reply",
  exam: {
    next: "Next exams",
    spoken: (days, title) =>
      `${days === 0 ? "Exam today" : days === 1 ? "Exam tomorrow" : plural("en", days, { other: "Exam in {n} days" })}: ${title}`,
    unit: (days) => plural("en", days, { one: "day", other: "days" }),
  },
  welcome: {
    heading: "Welcome to Athro",
    what: "Ask a tutor about any subject and plan your studying, with or without a network.",
    start: "Start without an account",
    signIn: "Sign in",
    create: "Create account",
    withoutAccount:
      "Without an account, your work stays on this device alone and Athros can't reply.",
    notStarted:
      "Athro can't keep your work in this browser: its storage is closed, as it is in some private windows. Open Athro in an ordinary window and try again.",
    promises: [
      { title: "Ask", text: "A tutor for each subject. Ask offline, and the reply comes later." },
      { title: "Plan", text: "Lessons, revision and exams in one calendar." },
      { title: "Keep", text: "Whatever you write is saved on this device first." },
    ],
  },
};
