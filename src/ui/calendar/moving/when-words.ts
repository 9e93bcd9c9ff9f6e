import { addDays, dateOf, timeOf } from "../../../model/civil.ts";
import { dateLabel } from "../../i18n/dates.ts";
import type { CalendarWords } from "../../i18n/en/calendar.ts";
import type { PlannerWords } from "../../i18n/en/planner.ts";
import type { Language } from "../../i18n/languages.ts";
import type { Times } from "../wanted.ts";

/** When an event is, in words: `Thursday 26 November, 14:15 to 15:15`. */
export const whenWords = (
  words: { calendar: CalendarWords; planner: PlannerWords },
  language: Language,
  { all_day, starts_at, ends_at }: Times,
  today: string,
): string => {
  const { between } = words.planner.moving;
  const day = (date: string) => dateLabel(language, date, today);
  const first = dateOf(starts_at);
  if (all_day) {
    const last = addDays(dateOf(ends_at), -1);
    return last > first ? between(day(first), day(last)) : day(first);
  }
  const [from, to] = [timeOf(starts_at), timeOf(ends_at)];
  if (first !== dateOf(ends_at))
    return between(`${day(first)} ${from}`, `${day(dateOf(ends_at))} ${to}`);
  return `${day(first)}, ${words.calendar.spokenTimes(from === to ? { kind: "at", at: from } : { kind: "span", from, to })}`;
};
