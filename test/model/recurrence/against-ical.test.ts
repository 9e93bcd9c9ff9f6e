import * as fc from "fast-check";
import ICAL from "ical.js";
import { expect, test } from "vitest";
import { addDays, wallTime } from "../../../src/model/civil.ts";
import {
  instantAt,
  type Offset,
  offsetOf,
  wallAt,
  zoneLines,
} from "../../../src/model/ics/zone.ts";
import { datesBetween, firstDateFrom } from "../../../src/model/recurrence/expand.ts";
import { parseRule, type Rule, ruleText } from "../../../src/model/recurrence/rule.ts";

/** Zones with their clock changes of 2026 and 2027: each series begins near one, and runs over others. */
const ZONES = {
  "Europe/London": ["2026-03-29", "2026-10-25", "2027-03-28"],
  "America/New_York": ["2026-03-08", "2026-11-01", "2027-03-14"],
  "Pacific/Auckland": ["2026-04-05", "2026-09-27", "2027-04-04"],
} as const;
const RULES_EACH = 820;
/** So many of them have an occurrence at all; 2,000 rules are compared in all. */
const COMPARED_MIN = 670;
/** Occurrences compared of each rule. */
const COMPARED = 25;

const DESCRIBED_UNTIL = "2045-01-01";

const number = (low: number, high: number) => fc.integer({ min: low, max: high });
const some = <T>(one: fc.Arbitrary<T>, most: number) =>
  fc.oneof(
    { arbitrary: fc.constant<T[]>([]), weight: 2 },
    { arbitrary: fc.uniqueArray(one, { minLength: 1, maxLength: most }), weight: 3 },
  );
const signed = (most: number) => fc.oneof(number(1, most), number(-most, -1));
const weekdays = some(number(0, 6), 4).map((all) => all.map((weekday) => ({ weekday, nth: null })));
const nthDays = some(fc.record({ weekday: number(0, 6), nth: signed(4) }), 2);
const months = some(number(1, 12), 3);
const monthDays = some(signed(31), 3);
const none = fc.constant([]);

const base = {
  interval: fc.oneof(fc.constant(1), number(2, 4)),
  weekStart: fc.constantFrom(0, 6),
  positions: none,
  yearDays: none,
  months: none,
  monthDays: none,
};

/** The shapes that people and other calendars make; RFC 5545 leaves the others to whoever reads them. */
const shape = fc.oneof(
  fc.record({ ...base, freq: fc.constant("DAILY"), days: weekdays, months }),
  fc.record({ ...base, freq: fc.constant("WEEKLY"), days: weekdays }),
  fc.record({ ...base, freq: fc.constant("WEEKLY"), days: weekdays, interval: fc.constant(2) }),
  fc.record({ ...base, freq: fc.constant("MONTHLY"), days: none, monthDays }),
  fc.record({ ...base, freq: fc.constant("MONTHLY"), days: nthDays }),
  fc.record({
    ...base,
    freq: fc.constant("MONTHLY"),
    days: fc.constant([0, 1, 2, 3, 4].map((weekday) => ({ weekday, nth: null }))),
    positions: fc.constantFrom([1], [-1], [2, -2]),
  }),
  fc.record({ ...base, freq: fc.constant("YEARLY"), days: none }),
  fc.record({
    ...base,
    freq: fc.constant("YEARLY"),
    days: none,
    months: fc.uniqueArray(number(1, 12), { minLength: 1, maxLength: 3 }),
    // ical.js takes the 31st of April for the 1st of May.
    monthDays: some(number(1, 28), 2),
  }),
  fc.record({
    ...base,
    freq: fc.constant("YEARLY"),
    months: fc.uniqueArray(number(1, 12), { minLength: 1, maxLength: 2 }),
    days: fc.uniqueArray(fc.record({ weekday: number(0, 6), nth: signed(4) }), {
      minLength: 1,
      maxLength: 2,
    }),
  }),
);

const generated = fc.record({
  shape,
  change: number(0, 2),
  days: number(-20, 20),
  time: fc.constantFrom(
    "16:00",
    "09:15",
    "23:45",
    "00:00",
    "12:30",
    // Skipped in spring and shown twice in autumn, by one zone or another.
    "01:30",
    "02:30",
  ),
  end: fc.oneof(
    fc.record({ count: number(1, 60), until: fc.constant(null) }),
    fc.record({ count: fc.constant(null), until: number(0, 900) }),
  ),
});

const zoneOf = (name: string, offset: Offset): ICAL.Timezone => {
  const [from, to] = [Date.UTC(2025, 0), Date.parse(DESCRIBED_UNTIL)];
  const text = ["BEGIN:VCALENDAR", ...zoneLines(name, offset, from, to), "END:VCALENDAR"].join(
    "\r\n",
  );
  const zone = new ICAL.Component(ICAL.parse(text)).getFirstSubcomponent("vtimezone");
  return new ICAL.Timezone(zone);
};

const lib = (rule: Rule, start: string, time: string, zone: ICAL.Timezone) => {
  const dtstart = ICAL.Time.fromDateTimeString(wallTime(start, time));
  dtstart.zone = zone;
  // A last day, as this app has it, is the last moment of that day on the clock.
  const text = ruleText(rule).replace(/UNTIL=(\d{8})/, "UNTIL=$1T235959");
  const recur = ICAL.Recur.fromString(text);
  if (recur.until) recur.until.zone = zone;
  const iterator = recur.iterator(dtstart);
  const found: { wall: string; instant: number }[] = [];
  for (
    let one = iterator.next();
    one && one.year < 2100 && found.length < COMPARED;
    one = iterator.next()
  )
    found.push({ wall: one.toString().slice(0, 19), instant: one.toUnixTime() });
  return found;
};

test.each(Object.entries(ZONES))(
  `${RULES_EACH} generated rules fall on the wall times and instants that ical.js finds, across the clock changes of %s`,
  (name, changes) => {
    const offset = offsetOf(name);
    if (!offset) throw new Error(`no zone ${name}`);
    const zone = zoneOf(name, offset);
    let compared = 0;
    let across = 0;
    let atChanges = 0;
    fc.assert(
      fc.property(generated, ({ shape, change, days, time, end }) => {
        const near = addDays(changes[change] ?? "", days);
        const until = end.until === null ? null : addDays(near, end.until);
        const open = { ...shape, count: end.count, until } as Rule;
        expect(parseRule(ruleText(open))).toEqual(open);
        // The start is one of the rule's own days: what else it may be, RFC 5545 leaves undefined.
        const far = { ...open, count: null, until: addDays(near, 4000) };
        const start = firstDateFrom({ start: near, rule: far }, addDays(near, 1));
        if (start === null || (until !== null && start > until)) return;
        const rule = { ...open, ...fixed(open, near) };
        const theirs = lib(rule, start, time, zone);
        const ours = datesBetween({ start, rule }, start, "2100-01-01").slice(0, COMPARED);
        expect(ours.map((date) => wallTime(date, time))).toEqual(theirs.map(({ wall }) => wall));
        // As far as the zone was described to ical.js.
        const described = ours.filter((date) => date < DESCRIBED_UNTIL);
        const instants = theirs.slice(0, described.length).map((one) => asInRfc(one, offset));
        expect(described.map((date) => instantAt(wallTime(date, time), offset) / 1000)).toEqual(
          instants,
        );
        atChanges += instants.filter((instant, at) => instant !== theirs[at]?.instant).length;
        compared += 1;
        if (changes.some((day) => start < day && day < (ours.at(-1) ?? ""))) across += 1;
      }),
      { numRuns: RULES_EACH, seed: 20261126 },
    );
    expect(compared).toBeGreaterThan(COMPARED_MIN);
    expect(across).toBeGreaterThan(COMPARED_MIN / 2);
    expect(atChanges).toBeGreaterThan(5);
  },
);

/**
 * Of a time that is shown twice ical.js takes the second, and one that is never shown it counts by the offset after the change: an hour from
 * what RFC 5545 says (3.3.5), later and earlier.
 */
const asInRfc = ({ wall, instant }: { wall: string; instant: number }, offset: Offset): number => {
  const shown = [-3600, 0, 3600].filter(
    (by) => wallAt((instant + by) * 1000, offset) === wall,
  ).length;
  return shown === 2 ? instant - 3600 : shown === 0 ? instant + 3600 : instant;
};

/** What a rule takes from its first day, said outright: the start that was found is another day. */
const fixed = ({ freq, days, monthDays, months }: Rule, near: string): Partial<Rule> => {
  if (days.length + monthDays.length > 0) return {};
  const day = Number(near.slice(8, 10));
  if (freq === "MONTHLY") return { monthDays: [day] };
  if (freq === "YEARLY")
    return { monthDays: [day], months: months.length > 0 ? months : [Number(near.slice(5, 7))] };
  return {};
};
