import { dayOfDate, weekdayOf } from "../../model/civil.ts";
import type { Language } from "./languages.ts";

/** Chromium has no Welsh in `Intl.DateTimeFormat`, so names of days and months are the app's own, in both languages. */
interface DateNames {
  /** Monday first. */
  weekdays: readonly string[];
  weekdaysShort: readonly string[];
  /** January first. */
  months: readonly string[];
  monthsShort: readonly string[];
}

const names: Record<Language, DateNames> = {
  en: {
    weekdays: ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
    weekdaysShort: ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
    months: [
      "January",
      "February",
      "March",
      "April",
      "May",
      "June",
      "July",
      "August",
      "September",
      "October",
      "November",
      "December",
    ],
    monthsShort: [
      "Jan",
      "Feb",
      "Mar",
      "Apr",
      "May",
      "Jun",
      "Jul",
      "Aug",
      "Sep",
      "Oct",
      "Nov",
      "Dec",
    ],
  },
  cy: {
    weekdays: [
      "Dydd Llun",
      "Dydd Mawrth",
      "Dydd Mercher",
      "Dydd Iau",
      "Dydd Gwener",
      "Dydd Sadwrn",
      "Dydd Sul",
    ],
    weekdaysShort: ["Llun", "Maw", "Mer", "Iau", "Gwe", "Sad", "Sul"],
    months: [
      "Ionawr",
      "Chwefror",
      "Mawrth",
      "Ebrill",
      "Mai",
      "Mehefin",
      "Gorffennaf",
      "Awst",
      "Medi",
      "Hydref",
      "Tachwedd",
      "Rhagfyr",
    ],
    monthsShort: [
      "Ion",
      "Chwef",
      "Maw",
      "Ebr",
      "Mai",
      "Meh",
      "Gorff",
      "Awst",
      "Medi",
      "Hyd",
      "Tach",
      "Rhag",
    ],
  },
};

type Form = "long" | "short";

/** `weekday` is 0 for Monday to 6 for Sunday, as `weekdayOf` gives it. */
export const weekdayName = (language: Language, weekday: number, form: Form = "long"): string =>
  (form === "long" ? names[language].weekdays : names[language].weekdaysShort)[weekday] ?? "";

/** `month` is 1 to 12. */
export const monthName = (language: Language, month: number, form: Form = "long"): string =>
  (form === "long" ? names[language].months : names[language].monthsShort)[month - 1] ?? "";

/** `25 November`, whatever the year. `date` is `YYYY-MM-DD`. */
export const dayOfMonth = (language: Language, date: string, form: Form = "long"): string =>
  `${Number(date.slice(8, 10))} ${monthName(language, Number(date.slice(5, 7)), form)}`;

/**
 * A date as people read it: `Wednesday 25 November`, or `Dydd Mercher 25 Tachwedd`. The short form is `25 Nov`. The year is added
 * unless it is that of `today`. Throws RangeError on what is no date (`YYYY-MM-DD`).
 */
export const dateLabel = (
  language: Language,
  date: string,
  today: string,
  form: Form = "long",
): string => {
  if (dayOfDate(date) === null) throw new RangeError(`no such date: ${date}`);
  const dayAndMonth = dayOfMonth(language, date, form);
  const named =
    form === "long" ? `${weekdayName(language, weekdayOf(date))} ${dayAndMonth}` : dayAndMonth;
  return date.slice(0, 4) === today.slice(0, 4) ? named : `${named} ${date.slice(0, 4)}`;
};

/** A Welsh date as it goes on in a sentence: `dydd Mercher 25 Tachwedd`. */
export const midSentence = (date: string): string => date.replace(/^Dydd/, "dydd");

/** The same after what softens it, as *tan* does, and where it tells when something is: `ddydd Mercher 25 Tachwedd`. */
export const softened = (date: string): string => date.replace(/^Dydd/, "ddydd");

const two = (n: number): string => String(n).padStart(2, "0");

/** The date on this device's calendar at an instant (ms since 1970). */
export const localDate = (instant: number): string => {
  const at = new Date(instant);
  return `${String(at.getFullYear()).padStart(4, "0")}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
};

/** The time of day on this device's clock at an instant (ms since 1970), as `14:32` in both languages. */
export const localTime = (instant: number): string => {
  const at = new Date(instant);
  return `${two(at.getHours())}:${two(at.getMinutes())}`;
};
