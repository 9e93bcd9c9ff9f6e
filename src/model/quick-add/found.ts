import type { LastDay } from "./ends.ts";

/** What a reader of either language has found in a text. */
export type PartOfDay = "morning" | "afternoon" | "evening";

/** A time of day; `sure` where it says which half of the day it is in. */
export interface Clock {
  minutes: number;
  sure: boolean;
}

export interface Times {
  from: Clock | null;
  to: Clock | null;
}

export type Repeat =
  | { kind: "daily" | "weekdays" }
  | { kind: "weekly" | "fortnightly"; days: readonly number[] };

/** A day, `from` a date on; a plain weekday is the next one whose time is not over. */
export type Day =
  | { kind: "date"; date: string; last?: string }
  | { kind: "weekday"; weekday: number };

export interface Found {
  day: Day | null;
  times: Times;
  part: PartOfDay | null;
  /** How long it lasts, in minutes. */
  length: number | null;
  repeat: Repeat | null;
  /** The last day on which it does; null where none is named. */
  until: LastDay | null;
  /** What was not understood. */
  title: string;
  /** How many characters were understood. */
  covered: number;
}

/** Where a moment is named as so much later than now: a date, and minutes since midnight where it names hours. */
export interface Moment {
  date: string;
  minutes: number | null;
}
