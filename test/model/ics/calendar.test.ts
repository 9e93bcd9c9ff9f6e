import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { calendarText, type IcsEvent, type IcsOverride } from "../../../src/model/ics/calendar.ts";
import { escapeText, fold } from "../../../src/model/ics/line.ts";
import { marksText } from "../../../src/model/ics/marks.ts";
import { readCalendar } from "../../../src/model/ics/read.ts";
import { instantAt, offsetOf } from "../../../src/model/ics/zone.ts";

const NOW = Date.UTC(2026, 10, 23, 9);

const lesson: IcsEvent = {
  id: "11111111-1111-4111-8111-111111111111",
  title: "Physics",
  all_day: false,
  starts_at: "2026-10-21T16:00:00",
  ends_at: "2026-10-21T17:00:00",
  zone: "Europe/London",
  rrule: null,
};
const weekly = { ...lesson, rrule: "FREQ=WEEKLY;UNTIL=20261216T160000" };

const textOf = (events: IcsEvent[], overrides: IcsOverride[] = []): string =>
  [...calendarText(events, overrides, NOW)].join("");

/** Lines as a reader has them, without the folding. */
const linesOf = (text: string): string[] => text.replaceAll("\r\n ", "").split("\r\n");

const component = (text: string, name: string): string[][] => {
  const found: string[][] = [];
  for (const line of linesOf(text))
    if (line === `BEGIN:${name}`) found.push([]);
    else found.at(-1)?.push(line);
  return found.map((lines) => lines.slice(0, lines.indexOf(`END:${name}`)));
};

const change = (
  id: string,
  original_start: string,
  values: Partial<IcsOverride> = {},
): IcsOverride => ({ id, event_id: lesson.id, original_start, cancelled: false, ...values });

describe("an event", () => {
  test("has its wall time and its zone, and what was written of it", () => {
    const [lines] = component(
      textOf([
        {
          ...lesson,
          kind: "exam",
          athro_id: "athro-science",
          priority: true,
          notes: "Bring:\npen, ruler; \\o/",
          location: "Neuadd 2",
        },
      ]),
      "VEVENT",
    );
    expect(lines).toEqual([
      `UID:${lesson.id}@athro`,
      "DTSTAMP:20261123T090000Z",
      "DTSTART;TZID=Europe/London:20261021T160000",
      "DTEND;TZID=Europe/London:20261021T170000",
      "SUMMARY:Physics",
      "DESCRIPTION:Bring:\\npen\\, ruler\\; \\\\o/",
      "LOCATION:Neuadd 2",
      "CATEGORIES:EXAM,AthroScience",
      "PRIORITY:1",
      "X-ATHRO-ID:athro-science",
    ]);
  });

  test("that takes whole days has dates, the last one exclusive, and no zone", () => {
    const day = { starts_at: "2026-12-24T00:00:00", ends_at: "2026-12-27T00:00:00" };
    const text = textOf([{ ...lesson, all_day: true, ...day }]);
    expect(text).toContain("DTSTART;VALUE=DATE:20261224\r\nDTEND;VALUE=DATE:20261227\r\n");
    expect(text).not.toContain("TZID");
  });

  test("that ends as it starts has no end, which would have to be later", () => {
    const [lines] = component(textOf([{ ...lesson, ends_at: lesson.starts_at }]), "VEVENT");
    expect(lines?.some((line) => line.startsWith("DTEND"))).toBe(false);
  });

  test("that was deleted is left out, and an empty calendar is a calendar", () => {
    expect(linesOf(textOf([{ ...lesson, deleted: true }]))).toEqual([
      "BEGIN:VCALENDAR",
      "VERSION:2.0",
      "PRODID:-//Athro//Athro//EN",
      "CALSCALE:GREGORIAN",
      "END:VCALENDAR",
      "",
    ]);
  });

  test("in a zone that this device does not know is shown as its clock says", () => {
    const text = textOf([{ ...lesson, zone: "Mars/Olympus" }]);
    expect(text).toContain("DTSTART:20261021T160000\r\n");
    expect(text).not.toContain("VTIMEZONE");
  });
});

describe("an event that repeats", () => {
  test("ends in UTC, after the clock has changed", () => {
    expect(textOf([weekly])).toContain("RRULE:FREQ=WEEKLY;UNTIL=20261216T160000Z\r\n");
    const summer = { ...weekly, rrule: "FREQ=DAILY;UNTIL=20261023" };
    expect(textOf([summer])).toContain("RRULE:FREQ=DAILY;UNTIL=20261023T225959Z\r\n");
    const days = { ...weekly, all_day: true, rrule: "FREQ=DAILY;UNTIL=20261225T235959" };
    expect(textOf([days])).toContain("RRULE:FREQ=DAILY;UNTIL=20261225\r\n");
    expect(textOf([{ ...weekly, rrule: "FREQ=DAILY;COUNT=3" }])).toContain(
      "RRULE:FREQ=DAILY;COUNT=3\r\n",
    );
  });

  test("leaves out the occurrences that were cancelled, and changes those that were changed", () => {
    const text = textOf(
      [weekly],
      [
        change("a", "2026-10-28T16:00:00", { cancelled: true }),
        change("b", "2026-11-04T16:00:00", {
          title: "Physics, room 7",
          all_day: false,
          starts_at: "2026-11-05T09:00:00",
          ends_at: "2026-11-05T10:00:00",
          zone: "Europe/London",
          notes: null,
        }),
        change("c", "2026-11-11T16:00:00", { cancelled: true, deleted: true }),
      ],
    );
    const [series, moved, ...more] = component(text, "VEVENT");
    expect(more).toEqual([]);
    expect(series?.filter((line) => line.startsWith("EXDATE"))).toEqual([
      "EXDATE;TZID=Europe/London:20261028T160000",
    ]);
    expect(moved).toEqual([
      `UID:${lesson.id}@athro`,
      "DTSTAMP:20261123T090000Z",
      "DTSTART;TZID=Europe/London:20261105T090000",
      "DTEND;TZID=Europe/London:20261105T100000",
      "RECURRENCE-ID;TZID=Europe/London:20261104T160000",
      "X-ATHRO-OWN:title time",
      "SUMMARY:Physics\\, room 7",
      "X-ATHRO-ID:",
    ]);
  });

  test("of which one time has another title alone, tells when that is; one that was brought back is as the rule has it", () => {
    const text = textOf(
      [weekly],
      [
        change("a", "2026-11-04T16:00:00", { title: "Physics, room 7" }),
        change("b", "2026-11-11T16:00:00"),
      ],
    );
    const [, renamed, ...more] = component(text, "VEVENT");
    expect(more).toEqual([]);
    expect(renamed).toEqual([
      `UID:${lesson.id}@athro`,
      "DTSTAMP:20261123T090000Z",
      "DTSTART;TZID=Europe/London:20261104T160000",
      "DTEND;TZID=Europe/London:20261104T170000",
      "RECURRENCE-ID;TZID=Europe/London:20261104T160000",
      "X-ATHRO-OWN:title",
      "SUMMARY:Physics\\, room 7",
      "X-ATHRO-ID:",
    ]);
  });

  test("by whole days names cancelled days as dates", () => {
    const days = {
      ...weekly,
      all_day: true,
      starts_at: "2026-10-21T00:00:00",
      ends_at: "2026-10-22T00:00:00",
    };
    const text = textOf([days], [change("a", "2026-10-28T00:00:00", { cancelled: true })]);
    expect(text).toContain("EXDATE;VALUE=DATE:20261028\r\n");
  });

  test("leaves out what a file had cancelled as any calendar does, and says that a file had", () => {
    const imported = marksText({ cancelled: { cancelled: true } });
    const text = textOf(
      [weekly],
      [change("a", "2026-10-28T16:00:00", { cancelled: true, imported })],
    );
    const [series, ...more] = component(text, "VEVENT");
    expect(more).toEqual([]);
    expect(series).toContain("EXDATE;X-ATHRO-IMPORTED=TRUE;TZID=Europe/London:20261028T160000");
    const reading = readCalendar(text, "Europe/London");
    let step = reading.next();
    while (!step.done) step = reading.next();
    expect(step.value?.records.map(({ set }) => set["source"])).toContainEqual({ imported });
  });
});

describe("a zone", () => {
  test("is described once, with each change of the clock in the time that is needed", () => {
    const text = textOf([
      lesson,
      { ...lesson, id: "2", starts_at: "2027-04-01T09:00:00", ends_at: "2027-04-01T10:00:00" },
    ]);
    const [zone, ...more] = component(text, "VTIMEZONE");
    expect(more).toEqual([]);
    expect(zone?.[0]).toBe("TZID:Europe/London");
    const joined = zone?.join(" ");
    // 25 October 2026 and 28 March 2027, at 01:00 UTC.
    expect(joined).toContain(
      "BEGIN:STANDARD DTSTART:20261025T020000 TZOFFSETFROM:+0100 TZOFFSETTO:+0000 END:STANDARD",
    );
    expect(joined).toContain(
      "BEGIN:DAYLIGHT DTSTART:20270328T010000 TZOFFSETFROM:+0000 TZOFFSETTO:+0100 END:DAYLIGHT",
    );
  });

  test.each([
    ["Europe/London", "2026-10-21T16:00:00", "2026-10-21T15:00:00.000Z"],
    ["Europe/London", "2026-11-21T16:00:00", "2026-11-21T16:00:00.000Z"],
    // Shown twice: the first.
    ["Europe/London", "2026-10-25T01:30:00", "2026-10-25T00:30:00.000Z"],
    ["America/New_York", "2026-11-01T01:30:00", "2026-11-01T05:30:00.000Z"],
    ["Pacific/Auckland", "2027-04-04T02:30:00", "2027-04-03T13:30:00.000Z"],
    // Never shown: by the offset before the change, so that it is an hour later on the clock.
    ["Europe/London", "2027-03-28T01:30:00", "2027-03-28T01:30:00.000Z"],
    ["America/New_York", "2027-03-14T02:30:00", "2027-03-14T07:30:00.000Z"],
    ["Pacific/Auckland", "2026-09-27T02:30:00", "2026-09-26T14:30:00.000Z"],
    // On the same days, before and after.
    ["America/New_York", "2027-03-14T01:59:59", "2027-03-14T06:59:59.000Z"],
    ["America/New_York", "2027-03-14T03:00:00", "2027-03-14T07:00:00.000Z"],
    ["America/New_York", "2026-11-01T02:00:00", "2026-11-01T07:00:00.000Z"],
    ["Pacific/Auckland", "2026-09-27T03:00:00", "2026-09-26T14:00:00.000Z"],
    ["Pacific/Auckland", "2027-04-04T03:00:00", "2027-04-03T15:00:00.000Z"],
    // A day that an island left out.
    ["Pacific/Apia", "2011-12-30T12:00:00", "2011-12-30T22:00:00.000Z"],
    ["Asia/Kolkata", "2026-10-21T16:00:00", "2026-10-21T10:30:00.000Z"],
    ["America/St_Johns", "2026-07-01T00:00:00", "2026-07-01T02:30:00.000Z"],
    ["Pacific/Kiritimati", "2026-07-01T00:00:00", "2026-06-30T10:00:00.000Z"],
    ["UTC", "2026-02-28T23:59:59", "2026-02-28T23:59:59.000Z"],
  ])("%s shows %s at %s", (zone, wall, instant) => {
    const offset = offsetOf(zone);
    if (!offset) throw new Error(`no zone ${zone}`);
    expect(new Date(instantAt(wall, offset)).toISOString()).toBe(instant);
  });
});

describe("a line", () => {
  test("is folded at 75 octets, between characters, and is the same unfolded", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 400 }), (text) => {
        const line = `SUMMARY:${escapeText(text)}`;
        const folded = fold(line);
        expect(folded.endsWith("\r\n")).toBe(true);
        expect(folded.slice(0, -2).replaceAll("\r\n ", "")).toBe(line);
        for (const part of folded.slice(0, -2).split("\r\n")) {
          expect(Buffer.byteLength(part)).toBeLessThanOrEqual(75);
          expect(part.isWellFormed()).toBe(true);
          expect(part).not.toMatch(/[\r\n]/);
        }
      }),
    );
  });

  test("keeps a text apart from what it stands between", () => {
    expect(escapeText("a\r\nb\rc\n;,\\\u0000\u0007\tend")).toBe("a\\nb\\nc\\n\\;\\,\\\\\tend");
  });
});
