import { athroOf } from "../../model/athros.ts";
import type { CalendarWords } from "../i18n/en/calendar.ts";
import { sliceTimes } from "./date-words.ts";
import { type DaySlice, dayOfSpan } from "./day-slice.ts";

/** `Day 2 of 3`, or null for an event of one day. */
export const spanWords = (words: CalendarWords, slice: DaySlice): string | null => {
  const { day, of } = dayOfSpan(slice);
  return of > 1 ? words.dayOf(day, of) : null;
};

/** An event's accessible name: all that its block tells by place, colour and form, in words. */
export const eventName = (words: CalendarWords, slice: DaySlice, refused: boolean): string => {
  const { title, kind, athro_id, location, rrule, priority } = slice.event;
  return [
    title || words.untitled,
    words.kinds[kind],
    priority && words.editor.priority,
    athro_id && athroOf(athro_id).name,
    words.spokenTimes(sliceTimes(slice)),
    spanWords(words, slice),
    location,
    rrule && words.repeat.repeats,
    refused && words.needsAttention,
  ]
    .filter(Boolean)
    .join(", ");
};
