import { describe, expect, test } from "vitest";
import type { EventRow } from "../../../src/store/events.ts";
import {
  editExisting,
  editNew,
  editorOf,
  followed,
  isChanged,
  type OpenEditor,
  parseEdited,
  settled,
  typed,
} from "../../../src/ui/calendar/open-editor.ts";
import { studyWords } from "../../../src/ui/calendar/study-fields.tsx";
import { calendar as cy } from "../../../src/ui/i18n/cy/calendar.ts";
import { calendar as en } from "../../../src/ui/i18n/en/calendar.ts";
import { openTestStore } from "../../support/store.ts";
import { physics } from "./events.ts";

const row: EventRow = {
  id: "event",
  seq: 1,
  stamps: {},
  deleted: false,
  extra: {},
  created_at: "2026-11-01T10:00:00Z",
  ...physics,
  rrule: null,
  confidence: null,
  priority: false,
  reminders: [],
  uid: null,
  imported: null,
};

describe("typing", () => {
  test("nothing is changed at first, and again after what was typed is taken back", () => {
    const open = editExisting(row);
    expect(isChanged(open)).toBe(false);
    const changed = typed(open, { title: "Physics 2" });
    expect(isChanged(changed)).toBe(true);
    expect(isChanged(typed(changed, { title: "Physics" }))).toBe(false);
  });

  test("a date typed digit by digit takes the end along, and keeps the length", () => {
    let open = editNew("2026-11-25T23:30:00", "Europe/London");
    for (const startDate of ["", "0002-12-01", "0020-12-01", "0202-12-01", "2026-12-01"])
      open = typed(open, { startDate });
    expect(open.input).toMatchObject({ endDate: "2026-12-02", endTime: "00:30" });
  });

  test("the length is kept over a change to all day and back", () => {
    let open = typed(editExisting(row), { allDay: true });
    open = typed(open, { startDate: "2026-11-27" });
    open = typed(open, { allDay: false });
    expect(open.input).toMatchObject({
      startDate: "2026-11-27",
      startTime: "14:00",
      endDate: "2026-11-27",
      endTime: "15:00",
    });
    expect(typed(open, { startTime: "09:00" }).input.endTime).toBe("10:00");
  });
});

describe("an event that changes while it is open", () => {
  test("is followed where the student changed nothing", () => {
    const open = followed(editExisting(row), { ...row, title: "Physics 2", notes: "Ruler" });
    expect(open.input).toMatchObject({ title: "Physics 2", notes: "Ruler" });
    expect(isChanged(open)).toBe(false);
    expect(open.clashes).toEqual([]);
  });

  test("leaves what the student typed, and the rest of the form follows", () => {
    const mine = typed(editExisting(row), { title: "Mine" });
    const open = followed(mine, { ...row, location: "Lab 2" });
    expect(open.input).toMatchObject({ title: "Mine", location: "Lab 2" });
    expect(open.clashes).toEqual([]);
  });

  test("clashes where both changed the same group, and not where both did the same", () => {
    const mine = typed(editExisting(row), { title: "Mine", location: "Hall" });
    const open = followed(mine, { ...row, title: "Theirs", location: "Hall" });
    expect(open.input.title).toBe("Mine");
    expect(open.clashes).toEqual(["title"]);
  });

  test("confidence and priority clash together, and are said in words", () => {
    const mine = typed(editExisting(row), { confidence: 2 });
    const open = followed(mine, { ...row, confidence: 8, priority: true });
    expect(open.input).toMatchObject({ confidence: 2, priority: false });
    expect(open.clashes).toEqual(["study"]);
    expect(studyWords(en.editor, open.base)).toBe("Confidence: 8 of 10: high · Priority");
    expect(studyWords(cy.editor, { confidence: null, priority: false })).toBe("Hyder: Heb ddweud");
    const other = settled(open, "study", "other");
    expect(other.input).toMatchObject({ confidence: 8, priority: true });
  });

  test("start and end clash together: no mixture of two devices' times", () => {
    const mine = typed(editExisting(row), { endTime: "16:00" });
    const open = followed(mine, { ...row, starts_at: "2026-11-25T14:30:00" });
    expect(open.input).toMatchObject({ startTime: "14:00", endTime: "16:00" });
    expect(open.clashes).toEqual(["time"]);
  });

  test("a clash is settled for either side", () => {
    const mine = typed(editExisting(row), { title: "Mine" });
    const open = followed(mine, { ...row, title: "Theirs" });
    expect(settled(open, "title", "this")).toMatchObject({ clashes: [], input: { title: "Mine" } });
    const other = settled(open, "title", "other");
    expect(other).toMatchObject({ clashes: [], input: { title: "Theirs" } });
    expect(isChanged(other)).toBe(false);
  });

  test("a clash stays until it is settled, whatever else changes", () => {
    const mine = typed(editExisting(row), { title: "Mine" });
    const once = followed(mine, { ...row, title: "Theirs" });
    expect(followed(once, { ...row, title: "Theirs", notes: "n" }).clashes).toEqual(["title"]);
  });
});

const rule = (open: OpenEditor) => {
  const parsed = parseEdited(open);
  return parsed.ok ? parsed.fields.rrule : parsed.problems;
};

describe("of an event that repeats", () => {
  const lesson = {
    ...row,
    rrule: "FREQ=WEEKLY;BYDAY=TU,WE;UNTIL=20261202",
    original: row.starts_at,
  };

  test("the rule is as it was where another date alone was typed, also one past its end", () => {
    let open = editExisting(lesson);
    // By way of the Tuesday before, which is ticked.
    for (const startDate of ["2026-11-24", "2026-11-26", "2027-01-07"])
      open = typed(open, { startDate });
    expect(open.input.repeatDays).toBe("1,3");
    expect(rule(open)).toBe(lesson.rrule);
    open = typed(open, { startDate: "2026-11-25" });
    expect(isChanged(open)).toBe(false);
  });

  test("so it is where one was moved past its end by itself, and its title is changed", () => {
    const late = { ...lesson, starts_at: "2026-12-03T14:00:00", ends_at: "2026-12-03T15:00:00" };
    expect(rule(typed(editExisting(late), { title: "Test" }))).toBe(lesson.rrule);
  });

  test("what was changed of the repetition is as typed, with its problems", () => {
    const open = typed(editExisting(lesson), { startDate: "2026-11-26" });
    expect(rule(typed(open, { repeatDays: "0,1,3" }))).toBe(
      "FREQ=WEEKLY;BYDAY=MO,TU,TH;UNTIL=20261202",
    );
    expect(rule(typed(open, { repeatUntil: "2026-11-25" }))).toEqual(["until-early"]);
    // Taken back.
    expect(rule(typed(typed(open, { repeats: "daily" }), { repeats: "weekly" }))).toBe(
      lesson.rrule,
    );
  });

  test("another device's rule is followed where the student moved the start alone, and is no clash", () => {
    const mine = typed(editExisting(lesson), { startDate: "2026-11-26" });
    const rrule = "FREQ=WEEKLY;BYDAY=WE,FR;UNTIL=20261202";
    const open = followed(mine, { ...lesson, rrule });
    expect(open.clashes).toEqual([]);
    expect(open.input).toMatchObject({ startDate: "2026-11-26", repeatDays: "3,4" });
    expect(rule(open)).toBe(rrule);
  });

  test("its days go back with a start that is settled for the other device's", () => {
    const mine = typed(editExisting(lesson), { startDate: "2026-11-26" });
    const moved = { ...lesson, starts_at: "2026-11-25T10:00:00", ends_at: "2026-11-25T11:00:00" };
    const open = settled(followed(mine, moved), "time", "other");
    expect(open.input).toMatchObject({ startDate: "2026-11-25", repeatDays: "1,2" });
    expect(isChanged(open)).toBe(false);
  });
});

test("each store has one editor, which others don't see", async () => {
  const [one, other] = await Promise.all([openTestStore(), openTestStore({ user: null })]);
  editorOf(one).value = editNew("2026-11-25T09:00:00", "Europe/London");
  expect(editorOf(one).value).not.toBeNull();
  expect(editorOf(other).value).toBeNull();
});
