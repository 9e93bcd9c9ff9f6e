/** Dates in English text, by chrono-node. It works with instants; of these only what this device's calendar makes of them is used. */
import { casual, GB } from "chrono-node/en";
import type { ParsedComponents, ParsedResult } from "chrono-node";
import type { DateMatch, FindDate } from "../../../model/quick-add/english.ts";

const two = (n: number | null): string => String(n ?? 1).padStart(2, "0");

const dateOf = (one: ParsedComponents): string =>
  `${String(one.get("year")).padStart(4, "0")}-${two(one.get("month"))}-${two(one.get("day"))}`;

/** A wall time as an instant on this device's clock. */
const instantOf = (wall: string): Date =>
  new Date(
    Number(wall.slice(0, 4)),
    Number(wall.slice(5, 7)) - 1,
    Number(wall.slice(8, 10)),
    Number(wall.slice(11, 13)),
    Number(wall.slice(14, 16)),
  );

const HOURS = /hour|hr|min|sec/i;
/** A stretch of time by itself is a length, and what is over or uncertain is no day to plan for. */
const NO_DATE =
  /^(?:(?:\d+|an?|half an?|one|two|three|four|five|six|few)\s*(?:h|m|s|d|w|y|hrs?|mins?|hours?|minutes?|days?|weeks?|months?|years?)\b(?!.*(?:later|from now|ahead)$)|now$|(?:last|past)\b|weekends?$)/i;
/** Short names of days are words too. */
const ODD = /^(?:sat|sun|wed|mon|fri|tue|thu)$/i;

/** What would be a time: those were taken out before, so it is some other number. */
const isTime = ({ start, text }: ParsedResult): boolean =>
  start.isCertain("hour") && !HOURS.test(text) && /\d/.test(text);

const isDate = (text: string, { start, text: found, index }: ParsedResult): boolean => {
  if (!start.isCertain("day") && !start.isCertain("weekday")) return false;
  if (NO_DATE.test(found)) return false;
  // "I sat there": only at either end of the text.
  if (ODD.test(found))
    return text.slice(0, index).trim() === "" || text.slice(index + found.length).trim() === "";
  return true;
};

const matchOf = ({ start, end, text, index }: ParsedResult): DateMatch => {
  const date = dateOf(start);
  const last = end ? dateOf(end) : null;
  const plain =
    start.isCertain("weekday") && !start.isCertain("day") && !/next|last|this/i.test(text);
  const weekday = start.get("weekday");
  const hours = HOURS.test(text) && start.isCertain("hour");
  return {
    from: index,
    to: index + text.length,
    date,
    last: last !== null && last > date ? last : null,
    weekday: plain && !end && weekday !== null ? (weekday + 6) % 7 : null,
    minutes: hours ? (start.get("hour") ?? 0) * 60 + (start.get("minute") ?? 0) : null,
  };
};

/** Reads `3/4` as 3 April, or as March 4 where the month comes first. */
export const findDateIn =
  (monthFirst: boolean): FindDate =>
  (given, now) => {
    const parser = monthFirst ? casual : GB;
    let text = given;
    // Each turn takes digits away, so that it ends.
    for (let turn = 0; turn < 8; turn += 1) {
      const results = parser.parse(text, instantOf(now), { forwardDate: true });
      const time = results.find(isTime);
      if (!time) {
        const found = results.find((one) => isDate(text, one));
        return found ? matchOf(found) : null;
      }
      const digits = time.text.replace(/\d{1,2}\s*(?:[-–—]|to)\s*\d{1,2}|\d+/u, (number) =>
        "x".repeat(number.length),
      );
      text = text.slice(0, time.index) + digits + text.slice(time.index + time.text.length);
    }
    return null;
  };
