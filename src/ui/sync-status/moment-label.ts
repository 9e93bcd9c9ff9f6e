import { dateLabel, localDate, localTime } from "../i18n/dates.ts";
import type { Language } from "../i18n/languages.ts";

/** A day near `now` on this device's calendar: `25 Nov`. Both in ms since 1970. */
export const dayLabel = (language: Language, at: number, now: number): string =>
  dateLabel(language, localDate(at), localDate(now), "short");

/** A moment near `now` on this device's clock: `25 Nov, 14:32`. */
export const momentLabel = (language: Language, at: number, now: number): string =>
  `${dayLabel(language, at, now)}, ${localTime(at)}`;
