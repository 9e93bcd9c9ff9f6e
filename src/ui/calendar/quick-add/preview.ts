import { athroOf } from "../../../model/athros.ts";
import { parseEvent } from "../../../model/event-input.ts";
import type { QuickEvent } from "../../../model/quick-add/quick-event.ts";
import { dateLabel } from "../../i18n/dates.ts";
import type { Words } from "../../i18n/dictionaries.ts";
import type { Language } from "../../i18n/languages.ts";
import { whenWords } from "../moving/when-words.ts";
import { repeatWords } from "../repeat-words.ts";

/** A line of what was understood. */
export interface PreviewLine {
  name: string;
  value: string;
}

type Said = Pick<Words, "calendar" | "planner" | "quick">;

/** When an event is: `Friday 27 November, 16:00 to 17:00`. */
export const whenOf = (
  words: Said,
  language: Language,
  { input }: QuickEvent,
  today: string,
): string => {
  // Without a title it is no event yet, but has its times.
  const parsed = parseEvent({ ...input, title: input.title || "…" });
  if (!parsed.ok) return "";
  const when = whenWords(words, language, parsed.fields, today);
  return input.allDay ? `${when}, ${words.calendar.allDay.toLowerCase()}` : when;
};

/** Everything that adding it would write, in words. */
export const previewOf = (
  words: Said,
  language: Language,
  event: QuickEvent,
  today: string,
): PreviewLine[] => {
  const { calendar, quick } = words;
  const { input, length } = event;
  const repeats =
    input.repeats === "none"
      ? ""
      : quick.until(
          repeatWords(calendar.repeat, language, input.repeats, input.startDate),
          dateLabel(language, input.repeatUntil, today),
        );
  return [
    { name: quick.name, value: input.title },
    { name: quick.when, value: whenOf(words, language, event, today) },
    {
      name: quick.length,
      value: length === null ? "" : quick.lasts(Math.floor(length / 60), length % 60),
    },
    { name: quick.repeats, value: repeats },
    { name: quick.kind, value: calendar.kinds[input.kind] },
    { name: calendar.editor.athro, value: input.athroId ? athroOf(input.athroId).name : "" },
  ].filter(({ value }) => value !== "");
};
