import { signal } from "@preact/signals";
import type { Occurrence } from "../../store/occurrences.ts";

/** A time in a calendar: wall times, the end exclusive; of whole days midnights. */
export interface Times {
  all_day: boolean;
  starts_at: string;
  ends_at: string;
}

/** What the student asked of what changes the calendar, which may not have been loaded yet. */
export type Wanted =
  | { kind: "new"; start: string | Times }
  | { kind: "open"; row: Occurrence }
  | { kind: "quick" };

export const wanted = signal<Wanted | null>(null);

/** The events in view by their keys, for whoever is given no more than an element. */
export const shownRows: { current: ReadonlyMap<string, Occurrence> } = { current: new Map() };
