import type { EventInput } from "../../model/event-input.ts";

/** Fields that two devices' edits are merged by, as the store's groups are. */
const GROUPS = {
  title: ["title"],
  athro: ["athroId"],
  kind: ["kind"],
  time: ["allDay", "startDate", "startTime", "endDate", "endTime", "zone"],
  notes: ["location", "notes"],
  reminders: ["reminders"],
  study: ["confidence", "priority"],
  repeat: ["repeats", "repeatDays", "repeatEnds", "repeatUntil", "repeatCount", "repeatRule"],
} as const satisfies Record<string, readonly (keyof EventInput)[]>;

export type InputGroup = keyof typeof GROUPS;

const GROUP_NAMES = Object.keys(GROUPS) as InputGroup[];

const differ = (a: EventInput, b: EventInput, group: InputGroup): boolean =>
  GROUPS[group].some((field) => a[field] !== b[field]);

/** `to` with one group's fields taken from `from`. */
export const withGroup = (to: EventInput, from: EventInput, group: InputGroup): EventInput => ({
  ...to,
  ...Object.fromEntries(GROUPS[group].map((field) => [field, from[field]])),
});

export interface Rebased {
  /** What the event is now: what the student's changes are told from. */
  base: EventInput;
  input: EventInput;
  /** Groups that both the student and someone else have changed, differently. */
  clashes: InputGroup[];
}

/** Brings an open form up to an event that changed meanwhile. What the student changed stays as typed; the rest follows. */
export const rebase = (base: EventInput, input: EventInput, fresh: EventInput): Rebased => {
  const result: Rebased = { base, input, clashes: [] };
  for (const group of GROUP_NAMES) {
    if (!differ(fresh, base, group)) continue;
    result.base = withGroup(result.base, fresh, group);
    if (!differ(input, base, group)) result.input = withGroup(result.input, fresh, group);
    else if (differ(input, fresh, group)) result.clashes.push(group);
  }
  return result;
};
