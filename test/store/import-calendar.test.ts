import { IDBIndex, IDBObjectStore } from "fake-indexeddb";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { addDays } from "../../src/model/civil.ts";
import type { IcsRecord } from "../../src/model/ics/read.ts";
import { importedId, overrideId } from "../../src/model/ids.ts";
import { deleteEvent, getEvent, updateEvent } from "../../src/store/events.ts";
import {
  importCalendar,
  planImport,
  readCalendarFile,
} from "../../src/store/import-calendar.optional.ts";
import { changeSeries, deleteFromSeries, restoreTime } from "../../src/store/series.ts";
import { openTestStore } from "../support/store.ts";
import { fixture, kindsOf, read, shown } from "./support/calendar-files.ts";

describe("a file made by", () => {
  test("Google: zones, folded lines, EXDATE, a changed time, UTC, whole days, an alarm", async () => {
    const store = await openTestStore();
    const file = await read(fixture("google"));
    expect(file.skipped).toEqual([]);
    await importCalendar(store, file, false);
    expect(await shown(store, "2026-06-01", "2026-11-17")).toEqual([
      "Exam 2026-06-10T09:00 06-10T10:30 Europe/London",
      "Maths 2026-10-19T16:00 10-19T17:00 Europe/London",
      "Hanner tymor 2026-10-26T00:00 10-31T00:00 Europe/London",
      "Maths test 2026-11-03T10:00 11-03T11:00 Europe/London",
      "Maths 2026-11-09T16:00 11-09T17:00 Europe/London",
      "Maths 2026-11-16T16:00 11-16T17:00 Europe/London",
    ]);
    expect(await getEvent(store.db, importedId("lesson1@google.com"))).toMatchObject({
      uid: "lesson1@google.com",
      rrule: "FREQ=WEEKLY;BYDAY=MO;UNTIL=20270716",
      notes:
        "Bring: ruler, compass\nand a long line that is folded because it has more than seventy-five octets",
      reminders: [30],
    });
  });

  test("Apple: DURATION, another zone, the last working day, floating and endless", async () => {
    const store = await openTestStore();
    await importCalendar(store, await read(fixture("apple")), false);
    expect(await shown(store, "2026-10-01", "2026-12-01")).toEqual([
      "Piano 2026-10-26T09:00 10-26T10:30 America/New_York",
      "Piano 2026-10-30T09:00 10-30T10:30 America/New_York",
      "Get up 2026-11-27T07:45 11-27T08:00 Europe/London",
      "Piano 2026-11-30T09:00 11-30T10:30 America/New_York",
    ]);
    expect(await shown(store, "2060-02-01", "2060-04-01")).toContain(
      "Mam 2060-03-01T00:00 03-02T00:00 Europe/London",
    );
  });

  test("Outlook: its names of zones, lists of EXDATE, cancelled and unknown rules told", async () => {
    const store = await openTestStore();
    const file = await read(fixture("outlook"));
    expect(file.skipped.map(({ title, reason }) => [title, reason])).toEqual([
      ["Cancelled: Club", "cancelled"],
      ["Pills", "rule"],
    ]);
    await importCalendar(store, file, false);
    expect(await shown(store, "2026-11-01", "2027-01-01")).toEqual([
      "Physics 2026-11-06T14:00 11-06T15:00 Europe/London",
      "Call 2026-11-10T11:00 11-10T12:00 Europe/London",
      "Physics 2026-12-18T14:00 12-18T15:00 Europe/London",
    ]);
  });

  test("a timetable system: floating times and RDATE", async () => {
    const store = await openTestStore();
    const file = await read(fixture("timetable"));
    expect(file.skipped.map(({ reason }) => reason)).toEqual(["start"]);
    await importCalendar(store, file, false);
    expect(await shown(store, "2026-09-01", "2026-10-01")).toHaveLength(3);
  });
});

describe("importing again", () => {
  test("adds nothing, on this device or another, brings nothing back, and keeps what was edited", async () => {
    const store = await openTestStore();
    const text = fixture("google");
    const file = await read(text);
    await importCalendar(store, file, false);
    expect(await kindsOf(store, text)).toEqual({ unchanged: 5 });
    const entries = await store.db.outbox.toArray();
    expect(entries.every(({ stamp }) => stamp === 0)).toBe(true);
    await deleteEvent(store, importedId("exam1@google.com"));
    const id = importedId("halfterm@google.com");
    const event = await getEvent(store.db, id);
    if (!event) throw new Error("no event");
    await updateEvent(store, id, { ...event, title: "Gwyliau" });
    expect(await kindsOf(store, text)).toEqual({ unchanged: 4, deleted: 1 });
    const later = text
      .replace("Hanner tymor", "Half term")
      .replace("SUMMARY:Maths\r", "SUMMARY:Algebra\r");
    expect(await kindsOf(store, later)).toEqual({ unchanged: 2, deleted: 1, mine: 1, updated: 1 });
    const { undo } = await importCalendar(store, await read(later), false);
    expect((await getEvent(store.db, id))?.title).toBe("Gwyliau");
    expect((await getEvent(store.db, importedId("lesson1@google.com")))?.title).toBe("Algebra");
    await undo();
    expect((await getEvent(store.db, importedId("lesson1@google.com")))?.title).toBe("Maths");
    await importCalendar(store, await read(later), true);
    expect((await getEvent(store.db, id))?.title).toBe("Half term");
    expect((await getEvent(store.db, importedId("exam1@google.com")))?.deleted).toBe(true);
  });
});

/** A series of Mondays as another program writes it, with a lesson that is cancelled and one that is changed. */
const mondays = (time: string, cancelled: string, changed: string, title: string): string =>
  [
    "BEGIN:VCALENDAR",
    "BEGIN:VEVENT",
    "UID:mondays@school",
    `DTSTART;TZID=Europe/London:20261102T${time}00`,
    "DURATION:PT1H",
    "RRULE:FREQ=WEEKLY;COUNT=4",
    `EXDATE;TZID=Europe/London:${cancelled}T${time}00`,
    "SUMMARY:Maths",
    "END:VEVENT",
    "BEGIN:VEVENT",
    "UID:mondays@school",
    `RECURRENCE-ID;TZID=Europe/London:${changed}T${time}00`,
    `DTSTART;TZID=Europe/London:${changed}T${time}00`,
    "DURATION:PT1H",
    `SUMMARY:${title}`,
    "END:VEVENT",
    "END:VCALENDAR",
    "",
  ].join("\r\n");

test("what Undo of an import took away comes with its file again, and what the student deleted doesn't", async () => {
  const store = await openTestStore();
  const text = mondays("1600", "20261109", "20261116", "Test");
  const before = async () => shown(store, "2026-11-01", "2026-12-01");
  const first = await importCalendar(store, await read(text), false);
  const imported = await before();
  await first.undo();
  expect(await before()).toEqual([]);
  expect(await kindsOf(store, text)).toEqual({ added: 3 });
  const second = await importCalendar(store, await read(text), false);
  expect(second).toMatchObject({ added: 3, updated: 0 });
  expect(await before()).toEqual(imported);
  expect(await kindsOf(store, text)).toEqual({ unchanged: 3 });
  await second.undo();
  expect(await before()).toEqual([]);
  await importCalendar(store, await read(text), false);
  await deleteEvent(store, importedId("mondays@school"));
  expect(await kindsOf(store, text)).toEqual({ deleted: 3 });
});

test("an event that a later file says is cancelled is told, and deleted unless it was changed here", async () => {
  const store = await openTestStore();
  const text = fixture("google");
  await importCalendar(store, await read(text), false);
  const later = text.replace("UID:exam1@google.com", "STATUS:CANCELLED\r\nUID:exam1@google.com");
  const plan = await planImport(store.db, await read(later));
  expect(plan.skipped).toEqual([]);
  expect(await kindsOf(store, later)).toEqual({ unchanged: 4, removed: 1 });
  const id = importedId("exam1@google.com");
  const { undo } = await importCalendar(store, await read(later), false);
  expect((await getEvent(store.db, id))?.deleted).toBe(true);
  await undo();
  expect((await getEvent(store.db, id))?.deleted).toBe(false);
  await updateEvent(store, id, { title: "Arholiad" });
  expect(await kindsOf(store, later)).toEqual({ unchanged: 4, mine: 1 });
  await importCalendar(store, await read(later), false);
  expect((await getEvent(store.db, id))?.deleted).toBe(false);
});

test("a change of all that follow is read as one of its lesson, and the preview says so", async () => {
  const text = mondays("1600", "20261109", "20261116", "Test");
  const file = await read(text.replace("RECURRENCE-ID;", "RECURRENCE-ID;RANGE=THISANDFUTURE;"));
  expect(file.skipped).toEqual([{ title: "Test", date: "2026-11-16", reason: "range" }]);
  expect(file.records).toHaveLength(3);
});

describe("a series that the file has at an earlier time of day than before", () => {
  const after = [
    "Maths 2026-11-02T09:15 11-02T10:15 Europe/London",
    "Exam 2026-11-16T09:15 11-16T10:15 Europe/London",
    "Maths 2026-11-23T09:15 11-23T10:15 Europe/London",
  ];

  test("has its times changed as the file says now", async () => {
    const store = await openTestStore();
    const before = mondays("1600", "20261109", "20261116", "Test");
    await importCalendar(store, await read(before), false);
    const later = mondays("0915", "20261109", "20261116", "Exam");
    expect(await kindsOf(store, later)).toEqual({ updated: 2, unchanged: 1 });
    await importCalendar(store, await read(later), false);
    expect(await shown(store, "2026-11-01", "2026-12-01")).toEqual(after);
    expect(await kindsOf(store, later)).toEqual({ unchanged: 3 });
  });

  test("does so too where an earlier version named the records by their time of day", async () => {
    const store = await openTestStore();
    const file = await read(mondays("1600", "20261109", "20261116", "Test"));
    const older = file.records.map((one): IcsRecord => {
      if (one.table === "calendar_events") return one;
      const event_id = importedId("mondays@school");
      const original_start = `${one.date}T16:00:00`;
      const origin = { event_id, original_start };
      return { ...one, id: overrideId(event_id, original_start), set: { ...one.set, origin } };
    });
    await importCalendar(store, { ...file, records: older }, false);
    await importCalendar(store, await read(mondays("0915", "20261109", "20261116", "Exam")), false);
    expect(await shown(store, "2026-11-01", "2026-12-01")).toEqual(after);
    expect(await store.db.calendar_overrides.count()).toBe(2);
  });
});

const withoutExdate = (text: string): string => text.replace(/EXDATE.*\r\n/, "");

const monday = (day: string) => ({
  id: importedId("mondays@school"),
  original: `${day}T16:00:00`,
});

test("a lesson that the file has cancelled no more comes back, unless the student cancelled it", async () => {
  const store = await openTestStore();
  const text = mondays("1600", "20261109", "20261116", "Test");
  await importCalendar(store, await read(text), false);
  await deleteFromSeries(store, monday("2026-11-23"), "this");
  const before = await shown(store, "2026-11-01", "2026-12-01");
  expect(await kindsOf(store, withoutExdate(text))).toEqual({ unchanged: 2, updated: 1 });
  const { undo } = await importCalendar(store, await read(withoutExdate(text)), false);
  const back = before.toSpliced(1, 0, "Maths 2026-11-09T16:00 11-09T17:00 Europe/London");
  expect(await shown(store, "2026-11-01", "2026-12-01")).toEqual(back);
  await undo();
  expect(await shown(store, "2026-11-01", "2026-12-01")).toEqual(before);
  // Brought back and cancelled once more, it is the student's.
  await restoreTime(store, monday("2026-11-09"));
  await deleteFromSeries(store, monday("2026-11-09"), "this");
  await importCalendar(store, await read(withoutExdate(text)), false);
  expect(await shown(store, "2026-11-01", "2026-12-01")).toEqual(before);
});

test("a lesson that the file has changed and the student cancelled stays so when the same file comes again", async () => {
  const store = await openTestStore();
  const text = mondays("1600", "20261109", "20261116", "Test");
  await importCalendar(store, await read(text), false);
  await deleteFromSeries(store, monday("2026-11-16"), "this");
  expect(await kindsOf(store, text)).toEqual({ unchanged: 3 });
});

const alone = (...days: string[]) =>
  [
    "BEGIN:VCALENDAR",
    ...days.flatMap((day) => [
      "BEGIN:VEVENT",
      "UID:mondays@school",
      "STATUS:CANCELLED",
      `RECURRENCE-ID:${day}T160000Z`,
      `DTSTART:${day}T160000Z`,
      "SUMMARY:Maths",
      "END:VEVENT",
    ]),
    "END:VCALENDAR",
    "",
  ].join("\r\n");

test("a single time that a file without its series says is cancelled is cancelled in the series that is here", async () => {
  const store = await openTestStore();
  const text = mondays("1600", "20261109", "20261116", "Test");
  const skipped = async (day: string) =>
    (await planImport(store.db, await read(alone(day)))).skipped;
  expect(await skipped("20261123")).toHaveLength(1);
  await importCalendar(store, await read(text), false);
  const before = await shown(store, "2026-11-01", "2026-12-01");
  expect(await skipped("20261124")).toHaveLength(1);
  expect(await skipped("20261123")).toEqual([]);
  const { undo } = await importCalendar(store, await read(alone("20261123")), false);
  expect(await shown(store, "2026-11-01", "2026-12-01")).toEqual(before.slice(0, 2));
  expect(await kindsOf(store, alone("20261123"))).toEqual({ unchanged: 1 });
  expect(await kindsOf(store, withoutExdate(text))).toEqual({ unchanged: 2, updated: 1 });
  await undo();
  expect(await shown(store, "2026-11-01", "2026-12-01")).toEqual(before);
  expect(await kindsOf(store, alone("20261116"))).toEqual({ updated: 1 });
});

/** So many Mondays. */
const weeks = (count: number) =>
  Array.from({ length: count }, (_, week) => addDays("2026-11-23", 7 * week).replaceAll("-", ""));

test("a series is read once, however many of its times a file says are cancelled", async () => {
  const store = await openTestStore();
  const weekly = mondays("1600", "20261109", "20261116", "Test").replace(";COUNT=4", "");
  await importCalendar(store, await read(weekly), false);
  const id = importedId("mondays@school");
  // From the year after on, it is another part's.
  const title = { title: "Mathemateg" };
  await changeSeries(store, { id, original: "2027-11-08T16:00:00" }, title, "following");
  const gets = vi.spyOn(IDBObjectStore.prototype, "get");
  const queries = (["getAll", "openCursor"] as const).map((one) =>
    vi.spyOn(IDBIndex.prototype, one),
  );
  onTestFinished(() => void vi.restoreAllMocks());
  /** Reads of events, and of what is known of their times; beside which each time is looked up by its own id. */
  const readsOf = async (count: number, kind: string): Promise<[number, number]> => {
    const file = await read(alone(...weeks(count)));
    for (const one of [gets, ...queries]) one.mockClear();
    const { items, skipped } = await planImport(store.db, file);
    expect(items.map((item) => item.kind)).toEqual(Array(count).fill(kind));
    expect(skipped).toEqual([]);
    return [
      gets.mock.contexts.filter(
        (one) => one instanceof IDBObjectStore && one.name === "calendar_events",
      ).length,
      queries.reduce((sum, { mock }) => sum + mock.calls.length, 0),
    ];
  };
  const queried = (await readsOf(1, "added"))[1];
  expect(await readsOf(40, "added")).toEqual([1, queried]);
  // Of both parts.
  expect(await readsOf(80, "added")).toEqual([2, queried]);
  await importCalendar(store, await read(alone(...weeks(80))), false);
  expect(await shown(store, "2026-11-17", "2028-05-29")).toEqual([]);
  expect(await shown(store, "2028-06-01", "2028-06-08")).toHaveLength(1);
  expect(await readsOf(80, "unchanged")).toEqual([2, queried]);
});

const problem = async (text: string) => {
  const outcome = await readCalendarFile(new TextEncoder().encode(text), "Europe/London");
  return outcome.kind === "problem" ? outcome.problem : "read";
};

test("what is no calendar, is cut off, or holds nothing is refused", async () => {
  expect(await problem("\u0089PNG")).toBe("foreign");
  expect(await problem(fixture("google").slice(0, 1200))).toBe("foreign");
  expect(await problem("BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")).toBe("empty");
});
