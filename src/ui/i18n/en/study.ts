import { plural } from "../plural.ts";

/** A day that is near, or one as `Wednesday 25 November`. */
export type ExamDay = { near: "today" | "tomorrow" } | { date: string };

/** Revising: how it is begun, and for how long. Lengths are in minutes. */
export interface StudyWords {
  which: string;
  /** What a student asks of an Athro, as a draft. */
  request: {
    topic: (topic: string, minutes: number) => string;
    /** `length`: how long the exam lasts; null where that isn't known. */
    exam: (topic: string, when: ExamDay, length: number | null, minutes: number) => string;
  };
  timer: {
    name: string;
    left: string;
    paused: string;
    over: string;
    /** What can be promised of the end. */
    whileOpen: string;
    started: (minutes: number) => string;
    goesOn: string;
    stopped: string;
    pause: string;
    resume: string;
    stop: string;
    undo: string;
    more: (minutes: number) => string;
    done: string;
  };
  plan: {
    heading: string;
    what: string;
    noExams: string;
    addExam: string;
    exams: string;
    /** Sessions that the calendar has already. */
    planned: (n: number) => string;
    /** Before the exam's title, which only a screen reader hears. */
    confidence: string;
    unsaid: string;
    level: (level: number) => string;
    notSaid: string;
    choices: string;
    length: string;
    minutes: (n: number) => string;
    least: string;
    most: string;
    schoolDays: string;
    weekends: string;
    from: string;
    to: string;
    sessions: string;
    noRoom: string;
    change: string;
    changeOne: (times: string, title: string) => string;
    date: string;
    time: string;
    problems: {
      invalid: string;
      past: string;
      "after-exam": string;
      /** `title` is null for another session of the plan. */
      overlaps: (title: string | null) => string;
    };
    mendFirst: string;
    count: (n: number) => string;
    add: string;
    /** A session's title in the calendar. */
    title: (exam: string) => string;
    added: (n: number) => string;
    notAdded: Record<"full" | "unknown", string>;
  };
}

const minutesOf = (n: number): string =>
  plural("en", n, { one: "{n} minute", other: "{n} minutes" });

export const study: StudyWords = {
  which: "Which Athro will you revise with?",
  request: {
    topic: (topic, minutes) => `Help me revise: ${topic}. I have ${minutesOf(minutes)}.`,
    exam: (topic, when, length, minutes) =>
      [
        `I have an exam ${"date" in when ? `on ${when.date}` : when.near}: ${topic}.`,
        length ? `It lasts ${minutesOf(length)}.` : "",
        `Help me revise for it. I have ${minutesOf(minutes)}.`,
      ]
        .filter(Boolean)
        .join(" "),
  },
  timer: {
    name: "Revision timer",
    left: "left",
    paused: "Paused",
    over: "Time's up",
    whileOpen: "You'll be told when it's over, while Athro is open.",
    started: (minutes) =>
      `${minutesOf(minutes)} started. You'll be told when they are over, while Athro is open.`,
    goesOn: "The timer goes on",
    stopped: "Timer stopped.",
    pause: "Pause",
    resume: "Resume",
    stop: "Stop timer",
    undo: "Undo",
    more: (minutes) => `${minutesOf(minutes)} more`,
    done: "Done",
  },
  plan: {
    heading: "Revision plan",
    what: "Athro has looked for free time before your exams, the subjects that you are least sure of first. Leave out or change what doesn't suit you. Nothing is added until you say so.",
    noExams:
      "No exam is planned for the next three months. Add one to the calendar, and Athro suggests when to revise.",
    addExam: "Add an exam",
    exams: "Exams",
    planned: (n) =>
      plural("en", n, {
        one: "{n} session is planned already",
        other: "{n} sessions are planned already",
      }),
    confidence: "Confidence",
    unsaid: "Not said",
    level: (level) => `${level} of 10`,
    notSaid: "Your confidence couldn't be saved. Try again.",
    choices: "How to revise",
    length: "Length",
    minutes: minutesOf,
    least: "Sessions for an exam, at least",
    most: "Sessions for an exam, at most",
    schoolDays: "On school days",
    weekends: "At weekends",
    from: "From",
    to: "Until",
    sessions: "Suggested sessions",
    noRoom:
      "There's no free time left before these exams, or enough is planned already. Try other hours or a shorter length.",
    change: "Change",
    changeOne: (times, title) => `Change ${times}, ${title}`,
    date: "Date",
    time: "Starts at",
    problems: {
      invalid: "Enter a date and a time",
      past: "This is in the past",
      "after-exam": "This ends after the exam begins",
      overlaps: (title) =>
        title === null
          ? "At the same time as another session"
          : `At the same time as ${title || "another event"}`,
    },
    mendFirst: "Change or leave out what is marked first.",
    count: (n) =>
      n === 0
        ? "No session is chosen."
        : plural("en", n, { one: "{n} session is chosen.", other: "{n} sessions are chosen." }),
    add: "Add to calendar",
    title: (exam) => `Revise: ${exam}`,
    added: (n) => plural("en", n, { one: "{n} session added.", other: "{n} sessions added." }),
    notAdded: {
      full: "The sessions couldn't be added, since this device has no room left. Your plan is still here.",
      unknown: "The sessions couldn't be added. Your plan is still here. Try again.",
    },
  },
};
