import { expect, test } from "vitest";
import { read, told, toldUntil } from "./support.ts";

/** A text on Thursday 26 November 2026 at 11:50, the title that is left of it, and what is understood. */
const PHRASES: readonly (readonly [text: string, title: string, told: string])[] = [
  [
    "maths revision tomorrow 4pm for 1 hour",
    "maths revision",
    "2026-11-27 16:00-17:00 revision maths",
  ],
  ["maths tomorrow at 16:30", "maths", "2026-11-27 16:30-17:30 lesson maths"],
  ["science from 4 to 5 tomorrow", "science", "2026-11-27 16:00-17:00 lesson science"],
  ["science from 10 to 4 tomorrow", "science", "2026-11-27 10:00-16:00 lesson science"],
  ["lesson at ten to four monday", "lesson", "2026-11-30 15:50-16:50 lesson"],
  ["lesson at 20 past 2 monday", "lesson", "2026-11-30 14:20-15:20 lesson"],
  ["lesson tomorrow from 9 to 3", "lesson", "2026-11-27 09:00-15:00 lesson"],
  ["Maths homework until 5pm", "Maths homework", "2026-11-26 16:00-17:00 assignment maths"],
  [
    "Maths homework tomorrow for 2 hours",
    "Maths homework",
    "2026-11-27 16:00-18:00 assignment maths",
  ],
  ["history from noon to 2pm on Saturday", "history", "2026-11-28 12:00-14:00 lesson history"],
  ["art between 2 and 3 tomorrow", "art", "2026-11-27 14:00-15:00 lesson art"],
  ["choir twenty past six tonight", "choir", "2026-11-26 18:20-19:20 other"],
  ["read 20 pages tomorrow", "read 20 pages", "2026-11-27 all day other"],
  ["pay 5 pounds tomorrow", "pay 5 pounds", "2026-11-27 all day other"],
  ["in the morning run at 7", "run", "2026-11-27 07:00-08:00 other"],
  ["run tomorrow at 7 in the morning", "run", "2026-11-27 07:00-08:00 other"],
  ["run tomorrow at 7.15am", "run", "2026-11-27 07:15-08:15 other"],
  ["film tomorrow 7pm-9.30pm", "film", "2026-11-27 19:00-21:30 other"],
  ["film 31 Dec 11pm-1am", "film", "2026-12-31 23:00-01:00 other"],
  ["geography 14 dec 10am", "geography", "2026-12-14 10:00-11:00 lesson geography"],
  ["geography december 14th at 10", "geography", "2026-12-14 10:00-11:00 lesson geography"],
  ["geography 2026-12-14 10:00", "geography", "2026-12-14 10:00-11:00 lesson geography"],
  ["geography on Monday 14 December", "geography", "2026-12-14 all day lesson geography"],
  ["geography Monday, 10am, for 45 mins", "geography", "2026-11-30 10:00-10:45 lesson geography"],
  [
    "geography, Monday 10am (room 4)",
    "geography (room 4)",
    "2026-11-30 10:00-11:00 lesson geography",
  ],
  ["Welsh @ 2pm tomorrow", "Welsh", "2026-11-27 14:00-15:00 lesson welsh"],
  ["test 29/2", "test", "2028-02-29 all day exam"],
  ["test 31/12/2026", "test", "2026-12-31 all day exam"],
  ["test the day after tomorrow", "test", "2026-11-28 all day exam"],
  ["test at 25:00 tomorrow", "test at 25:00", "2026-11-27 all day exam"],
  ["test at 12", "test", "2026-11-26 12:00-13:00 exam"],
  ["test at 12 tomorrow for half an hour", "test", "2026-11-27 12:00-12:30 exam"],
  ["test tomorrow for an hour and a half", "test", "2026-11-27 16:00-17:30 exam"],
  ["mocks from Monday for 5 days", "mocks", "2026-11-30 to 2026-12-04 exam"],
  ["walk in 3 days", "walk", "2026-11-29 all day other"],
  ["walk in an hour", "walk", "2026-11-26 12:50-13:50 other"],
  ["walk yesterday", "walk", "2026-11-25 all day other"],
  ["computer science now", "computer science now", "2026-11-26 all day lesson it"],
  ["IT lesson friday 11:00", "IT lesson", "2026-11-27 11:00-12:00 lesson it"],
  ["bring it friday", "bring it", "2026-11-27 all day other"],
  ["RS mock this afternoon at 2", "RS mock", "2026-11-26 14:00-15:00 exam rs"],
  ["half term monday", "half term", "2026-11-30 all day break"],
  [
    "class every Monday, Wednesday and Friday at 1.30pm",
    "class",
    "2026-11-27 13:30-14:30 lesson weekly 0,2,4",
  ],
  ["piano weekly on Saturday 10am", "piano", "2026-11-28 10:00-11:00 other weekly 5"],
  [
    "club every fortnight on monday at 3:30pm",
    "club",
    "2026-11-30 15:30-16:30 other fortnightly 0",
  ],
  ["club monday next week at 3:30pm", "club", "2026-11-30 15:30-16:30 other"],
  [
    "Year 11 maths paper 2 tuesday 9:00",
    "Year 11 maths paper 2",
    "2026-12-01 09:00-10:00 lesson maths",
  ],
  ["revise chapter 3 sunday 3 o'clock", "revise chapter 3", "2026-11-29 15:00-16:00 revision"],
  ["wed 2pm physics", "physics", "2026-12-02 14:00-15:00 lesson science"],
  [
    "french listening exam, 5 May 2027, 13:30 to 14:15",
    "french listening exam",
    "2027-05-05 13:30-14:15 exam languages",
  ],
  ["12 noon lunch", "lunch", "2026-11-26 12:00-13:00 break"],
  ["5 a side football friday 5pm", "5 a side football", "2026-11-27 17:00-18:00 other"],
  ["friday 4pm football", "football", "2026-11-27 16:00-17:00 other"],
  ["sat 8pm party", "party", "2026-11-28 20:00-21:00 other"],
  ["party 8pm sat", "party", "2026-11-28 20:00-21:00 other"],
  ["maths exam 10am Tuesday 12 January", "maths exam", "2027-01-12 10:00-11:00 exam maths"],
  ["tomorrow, 4pm: maths", "maths", "2026-11-27 16:00-17:00 lesson maths"],
  ["French oral next Monday 9am", "French oral", "2026-11-30 09:00-10:00 lesson languages"],
  ["exam 3rd of March at 9", "exam", "2027-03-03 09:00-10:00 exam"],
  ["read pages 12-14 friday", "read pages 12-14", "2026-11-27 all day other"],
  ["thursday at 4 maths", "maths", "2026-11-26 16:00-17:00 lesson maths"],
  ["thursday 9am maths", "maths", "2026-12-03 09:00-10:00 lesson maths"],
  ["I sat on it", "I sat on it", "2026-11-26 all day other"],
  ["essay on the 14th", "essay", "2026-12-14 all day assignment"],
  ["mon-wed half term", "half term", "2026-11-30 to 2026-12-02 break"],
  ["trip 3-5 March", "trip", "2027-03-03 to 2027-03-05 other"],
  ["swimming a week on tuesday", "swimming", "2026-12-08 all day other"],
  ["15 min break 4pm", "break", "2026-11-26 16:00-16:15 break"],
  [
    "PE every Tuesday and Thursday 2pm for 50 minutes",
    "PE",
    "2026-11-26 14:00-14:50 lesson pe weekly 1,3",
  ],
  ["vocab every day 7am for 10 minutes", "vocab", "2026-11-26 07:00-07:10 other daily"],
  ["assembly every weekday 8:45", "assembly", "2026-11-26 08:45-09:45 other weekdays"],
  [
    "history 1914-1918 revision",
    "history 1914-1918 revision",
    "2026-11-26 all day revision history",
  ],
  ["tomorrow 4pm", "", "2026-11-27 16:00-17:00 other"],
  ["mathemateg yfory am 4", "mathemateg", "2026-11-27 16:00-17:00 lesson maths"],
];

test.each(PHRASES)("English: %s", (text, title, expected) => {
  const event = read(text, "en");
  expect(event.input.title).toBe(title);
  expect(told(event)).toBe(expected);
  expect(event.whole).toBe(title !== "");
});

test.each([
  [
    "maths every Tuesday 4pm until 18 December",
    "maths",
    "2026-12-01 16:00-17:00 lesson maths weekly 1 until 2026-12-18",
  ],
  [
    "every Tuesday 4pm till 18 December maths",
    "maths",
    "2026-12-01 16:00-17:00 lesson maths weekly 1 until 2026-12-18",
  ],
  [
    "maths every Tuesday until 18 December at 4pm",
    "maths",
    "2026-12-01 16:00-17:00 lesson maths weekly 1 until 2026-12-18",
  ],
  [
    "maths every Tuesday 4pm until 5pm until Friday 18 December",
    "maths",
    "2026-12-01 16:00-17:00 lesson maths weekly 1 until 2026-12-18",
  ],
  [
    "maths every Tuesday 4-5pm til 18/12",
    "maths",
    "2026-12-01 16:00-17:00 lesson maths weekly 1 until 2026-12-18",
  ],
  [
    "maths every Tuesday 4pm until the 18th",
    "maths",
    "2026-12-01 16:00-17:00 lesson maths weekly 1 until 2026-12-18",
  ],
  [
    "maths every Tuesday 4pm until December 18th, 2027",
    "maths",
    "2026-12-01 16:00-17:00 lesson maths weekly 1 until 2027-12-18",
  ],
  [
    "vocab every day 5pm until Friday",
    "vocab",
    "2026-11-26 17:00-18:00 other daily until 2026-11-27",
  ],
  [
    "vocab every day 5pm until next Friday",
    "vocab",
    "2026-11-26 17:00-18:00 other daily until 2026-12-04",
  ],
  [
    "piano weekly on Saturday 10am until 19 December",
    "piano",
    "2026-11-28 10:00-11:00 other weekly 5 until 2026-12-19",
  ],
  [
    "piano every Saturday 10am from 9 January until 27 March",
    "piano",
    "2027-01-09 10:00-11:00 other weekly 5 until 2027-03-27",
  ],
  // Seen from its start, where that is later.
  [
    "piano every Saturday 10am from 9 January until 18 December",
    "piano",
    "2027-01-09 10:00-11:00 other weekly 5 until 2027-12-18",
  ],
  [
    "maths every Tuesday until Friday",
    "maths",
    "2026-12-01 all day lesson maths weekly 1 until 2026-12-04",
  ],
  // No day: what ends then is the lesson.
  [
    "maths every Tuesday 4pm until 6",
    "maths",
    "2026-12-01 16:00-18:00 lesson maths weekly 1 until 2027-07-31",
  ],
  [
    "maths every Tuesday until 6pm",
    "maths",
    "2026-12-01 17:00-18:00 lesson maths weekly 1 until 2027-07-31",
  ],
])("English, until a day: %s", (text, title, expected) => {
  const event = read(text, "en");
  expect(event.input.title).toBe(title);
  expect(toldUntil(event)).toBe(expected);
  expect(event.whole).toBe(true);
});

test("without a repetition there is no end of one", () => {
  expect(told(read("maths 4pm until 18 December", "en"))).toBe(
    "2026-12-18 16:00-17:00 lesson maths",
  );
});

test("in the United States the month comes first", () => {
  expect(told(read("test 3/4", "en"))).toBe("2027-04-03 all day exam");
  expect(told(read("test 3/4", "en", { monthFirst: true }))).toBe("2027-03-04 all day exam");
});

test("a day whose time is over is that of next week, and a time without a day is today's or tomorrow's", () => {
  expect(told(read("thursday 11:50 maths", "en"))).toMatch(/^2026-12-03 11:50/);
  expect(told(read("thursday 11:51 maths", "en"))).toMatch(/^2026-11-26 11:51/);
  expect(told(read("maths 9am", "en"))).toMatch(/^2026-11-27 09:00/);
  expect(told(read("maths 1pm", "en"))).toMatch(/^2026-11-26 13:00/);
});

test("the clock's change moves nothing: what is said is what is on the clock", () => {
  const now = "2027-03-27T12:00:00";
  expect(told(read("maths tomorrow 01:30 for 2 hours", "en", { now }))).toMatch(
    /^2027-03-28 01:30-03:30/,
  );
  expect(told(read("maths tomorrow at 4", "en", { now }))).toMatch(/^2027-03-28 16:00-17:00/);
});
