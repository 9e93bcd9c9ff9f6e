/**
 * Dates without a zone, as `YYYY-MM-DD`, and wall times, as `YYYY-MM-DDTHH:MM:SS`. Day numbers count from 1970-01-01 in the proleptic
 * Gregorian calendar. Nothing here knows a zone or reads a clock.
 */

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const WALL = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):([0-5]\d):([0-5]\d)$/;

const two = (n: number): string => String(n).padStart(2, "0");

/** Days since 1970-01-01; counts March-based years, so that the leap day comes last. */
const dayNumber = (year: number, month: number, day: number): number => {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return (
    era * 146_097 +
    yearOfEra * 365 +
    Math.floor(yearOfEra / 4) -
    Math.floor(yearOfEra / 100) +
    dayOfYear -
    719_468
  );
};

/** The date of a day number. */
export const dateOfDay = (days: number): string => {
  const z = days + 719_468;
  const era = Math.floor(z / 146_097);
  const dayOfEra = z - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear =
    dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1;
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return `${String(year).padStart(4, "0")}-${two(month)}-${two(day)}`;
};

/** The day number of a date, or null if there is no such date (2026-02-30). */
export const dayOfDate = (date: string): number | null => {
  const match = DATE.exec(date);
  if (!match) return null;
  const days = dayNumber(Number(match[1]), Number(match[2]), Number(match[3]));
  return dateOfDay(days) === date ? days : null;
};

/** A date some days later (or earlier). Throws RangeError on what is no date. */
export const addDays = (date: string, days: number): string => {
  const from = dayOfDate(date);
  if (from === null) throw new RangeError(`no such date: ${date}`);
  return dateOfDay(from + days);
};

/** Days from one date to another; negative if it is earlier. Throws RangeError on what is no date. */
export const daysBetween = (from: string, to: string): number => {
  const [first, last] = [dayOfDate(from), dayOfDate(to)];
  if (first === null || last === null) throw new RangeError(`no such dates: ${from}, ${to}`);
  return last - first;
};

/** 0 for Monday to 6 for Sunday. Throws RangeError on what is no date. */
export const weekdayOf = (date: string): number => {
  const days = dayOfDate(date);
  if (days === null) throw new RangeError(`no such date: ${date}`);
  return (((days + 3) % 7) + 7) % 7;
};

/** The day on or before a date on which its week begins; `first` is a weekday as `weekdayOf` gives it. */
export const startOfWeek = (date: string, first: number): string =>
  addDays(date, -((weekdayOf(date) - first + 7) % 7));

/** The first day of a date's month. */
export const startOfMonth = (date: string): string => `${date.slice(0, 7)}-01`;

/** The same day some months later (or earlier), or the last of its month where there is no such day. Throws RangeError on what is no date. */
export const addMonths = (date: string, months: number): string => {
  if (dayOfDate(date) === null) throw new RangeError(`no such date: ${date}`);
  const total = Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1 + months;
  const first = dayNumber(Math.floor(total / 12), (total % 12) + 1, 1);
  const next = dayNumber(Math.floor((total + 1) / 12), ((total + 1) % 12) + 1, 1);
  return dateOfDay(Math.min(first + Number(date.slice(8, 10)), next) - 1);
};

export const isWallTime = (text: string): boolean => {
  const match = WALL.exec(text);
  return match !== null && dayOfDate(match[1] ?? "") !== null;
};

/** Wall time of a date and a time of day as `HH:MM`. */
export const wallTime = (date: string, time: string): string => `${date}T${time}:00`;

export const dateOf = (wall: string): string => wall.slice(0, 10);

/** Time of day as `HH:MM`. */
export const timeOf = (wall: string): string => wall.slice(11, 16);

/** Minutes since midnight. */
export const minutesOf = (wall: string): number =>
  Number(wall.slice(11, 13)) * 60 + Number(wall.slice(14, 16));

/** Minutes from one wall time to another on the same clock face. Throws RangeError on what has no date. */
export const minutesBetween = (from: string, to: string): number =>
  daysBetween(dateOf(from), dateOf(to)) * 1440 + minutesOf(to) - minutesOf(from);

/** Wall time some minutes later on the same clock face (no zone is involved). */
export const addMinutes = (wall: string, minutes: number): string => {
  const total = minutesOf(wall) + minutes;
  const days = Math.floor(total / 1440);
  const rest = total - days * 1440;
  return wallTime(addDays(dateOf(wall), days), `${two(Math.floor(rest / 60))}:${two(rest % 60)}`);
};
