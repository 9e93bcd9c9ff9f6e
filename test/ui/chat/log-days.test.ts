import { expect, test } from "vitest";
import { chat as cy } from "../../../src/ui/i18n/cy/chat.ts";
import { chat as en } from "../../../src/ui/i18n/en/chat.ts";
import { dayLabel, groupByDay, isStateRepeated } from "../../../src/ui/chat/log-days.ts";
import { timeOfMessage } from "../../../src/ui/chat/message-time.ts";
import { line } from "./lines.ts";

test("a log is grouped by this device's days, midnight between them", () => {
  const days = groupByDay([
    line("a", "user", "answered", new Date(2026, 10, 24, 23, 59)),
    line("b", "user", "answered", new Date(2026, 10, 25, 0, 0)),
    line("c", "user", "answered", new Date(2026, 10, 25, 23, 59)),
  ]);
  expect(days.map(({ date, lines }) => [date, lines.map(({ message }) => message.id)])).toEqual([
    ["2026-11-24", ["a"]],
    ["2026-11-25", ["b", "c"]],
  ]);
});

test("a day that comes twice, from devices whose clocks disagree, has two keys", () => {
  const days = groupByDay([
    line("a", "user", "answered", new Date(2026, 10, 25, 9)),
    line("b", "user", "answered", new Date(2026, 10, 24, 9)),
    line("c", "user", "answered", new Date(2026, 10, 25, 10)),
  ]);
  expect(days.map(({ date }) => date)).toEqual(["2026-11-25", "2026-11-24", "2026-11-25"]);
  expect(new Set(days.map(({ key }) => key)).size).toBe(3);
});

const label = (date: string) => [
  dayLabel("en", en.log, date, "2026-11-25"),
  dayLabel("cy", cy.log, date, "2026-11-25"),
];

test("days are named in both languages", () => {
  expect(label("2026-11-25")).toEqual(["Today", "Heddiw"]);
  expect(label("2026-11-24")).toEqual(["Yesterday", "Ddoe"]);
  expect(label("2026-11-23")).toEqual(["Monday 23 November", "Dydd Llun 23 Tachwedd"]);
  expect(label("2025-12-31")).toEqual([
    "Wednesday 31 December 2025",
    "Dydd Mercher 31 Rhagfyr 2025",
  ]);
});

test("one state speaks for a run of the student's messages, unless it asks for something", () => {
  const waiting = line("a", "user", "waiting");
  expect(isStateRepeated(waiting, line("b", "user", "waiting"))).toBe(true);
  expect(isStateRepeated(waiting, line("b", "user", "refused"))).toBe(false);
  expect(isStateRepeated(waiting, line("b", "assistant", "waiting"))).toBe(false);
  expect(isStateRepeated(waiting, undefined)).toBe(false);
  for (const kind of ["refused", "unanswered"] as const)
    expect(isStateRepeated(line("a", "user", kind), line("b", "user", kind))).toBe(false);
});

test("a message of old data without a proper date has the time of its place", () => {
  expect(timeOfMessage({ created_at: "not a date", order_key: 1_000 })).toBe(1_000);
  expect(timeOfMessage({ created_at: "1970-01-01T00:00:02Z", order_key: 1_000 })).toBe(2_000);
});
