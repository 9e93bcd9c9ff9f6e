/**
 * Regions whose weeks begin on another day than Monday, for browsers that don't know: by CLDR's week data, from which the others have it.
 */
const SUNDAY =
  "AG AS BD BR BS BT BW BZ CA CO DM DO ET GT GU HK HN ID IL IN JM JP KE KH KR LA MH MM MO MT MX MZ NI NP PA PE PH PK PR PT PY SA SG SV TH TT TW UM US VE VI WS YE ZA ZW";
const SATURDAY = "AE AF BH DJ DZ EG IQ IR JO KW LY OM QA SD SY";

interface WeekInfo {
  /** 1 for Monday to 7 for Sunday. */
  firstDay: number;
}

type KnowingLocale = Intl.Locale & { getWeekInfo?: () => WeekInfo; weekInfo?: WeekInfo };

/**
 * The weekday with which weeks begin where a locale's speakers live: 0 for Monday to 6 for Sunday. A locale that names no region
 * doesn't say where that is: Monday, as in Wales.
 */
export const firstWeekdayOf = (tag: string, known = knownFirstDay): number => {
  let locale: KnowingLocale;
  try {
    locale = new Intl.Locale(tag);
  } catch {
    return 0;
  }
  const { region } = locale;
  if (region === undefined) return 0;
  const first = known(locale);
  if (first !== undefined) return (first + 6) % 7;
  return SUNDAY.includes(region) ? 6 : SATURDAY.includes(region) ? 5 : region === "MV" ? 4 : 0;
};

const knownFirstDay = (locale: KnowingLocale): number | undefined =>
  (locale.getWeekInfo?.() ?? locale.weekInfo)?.firstDay;

/** The weekday with which weeks begin on this device. */
export const firstWeekday = firstWeekdayOf(globalThis.navigator?.language ?? "");

/** All weekdays, in the order in which they are shown on this device. */
export const weekdays: readonly number[] = Array.from(
  { length: 7 },
  (_, day) => (day + firstWeekday) % 7,
);
