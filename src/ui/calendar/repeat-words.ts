import { weekdayOf } from "../../model/civil.ts";
import { nthOfMonth, type Repeats } from "../../model/recurrence/repeat-input.ts";
import { monthName, weekdayName } from "../i18n/dates.ts";
import type { CalendarWords } from "../i18n/en/calendar.ts";
import type { Language } from "../i18n/languages.ts";

/** A choice of the editor in words, for an event that starts on a date: `Every month on the fourth Thursday`. */
export const repeatWords = (
  words: CalendarWords["repeat"],
  language: Language,
  choice: Repeats,
  date: string,
): string => {
  const day = Number(date.slice(8, 10));
  const weekday = weekdayName(language, weekdayOf(date));
  switch (choice) {
    case "monthly-day":
      return words.monthlyDay(day);
    case "monthly-nth":
      return words.monthlyNth(nthOfMonth(date), weekday);
    case "monthly-last":
      return words.monthlyNth(-1, weekday);
    case "yearly":
      return words.yearly(`${day} ${monthName(language, Number(date.slice(5, 7)))}`);
    default:
      return words.kinds[choice];
  }
};
