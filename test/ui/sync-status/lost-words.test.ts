import { describe, expect, test } from "vitest";
import { FIELD_GROUPS } from "../../../src/model/tables.ts";
import { fieldOf, valueWords } from "../../../src/ui/sync-status/lost-words.ts";
import { wholeDictionary } from "../support/whole-dictionary.ts";

const en = await wholeDictionary("en");
const cy = await wholeDictionary("cy");

const english = { words: en, language: "en", today: "2026-11-23" } as const;
const welsh = { words: cy, language: "cy", today: "2026-11-23" } as const;

const span = (starts_at: string, ends_at: string, all_day = false) => ({
  all_day,
  starts_at,
  ends_at,
  zone: "Europe/London",
});

describe("what was lost", () => {
  test.each([
    ["title", { title: "Mock" }, "Mock"],
    ["title", { title: "" }, "Untitled"],
    ["kind", { kind: "exam" }, "Exam"],
    ["kind", { kind: "picnic" }, "picnic"],
    ["athro", { athro_id: "athro-maths" }, "AthroMaths"],
    ["athro", { athro_id: null }, "None"],
    ["notes", { notes: "Bring a calculator", location: "Hall" }, "Bring a calculator · Hall"],
    ["notes", { notes: "", location: "" }, "Nothing"],
    ["active", { is_active: true }, "Open chat"],
    ["active", { is_active: false }, "Saved session"],
    ["deleted", { deleted: true }, "Deleted"],
    ["cancelled", { cancelled: false }, "Not cancelled"],
    ["study", { confidence: 3, priority: true }, "3 · true"],
    ["value", { value: { dark: true } }, '{"dark":true}'],
    ["colour", { colour: "red" }, "red"],
    ["time", span("2026-11-25T14:00:00", "2026-11-25T15:00:00"), "25 Nov, 14:00–15:00"],
    ["time", span("2026-11-25T23:00:00", "2026-11-26T01:00:00"), "25 Nov, 23:00 – 26 Nov, 01:00"],
    ["time", span("2026-11-25T00:00:00", "2026-11-26T00:00:00", true), "25 Nov"],
    ["time", span("2026-12-31T00:00:00", "2027-01-02T00:00:00", true), "31 Dec – 1 Jan 2027"],
    ["time", { starts_at: "soon", ends_at: null }, "soon"],
  ])("%s %j is told as %j", (group, values, told) => {
    expect(valueWords(english, group, values)).toBe(told);
  });

  test("is told in Welsh too", () => {
    expect(valueWords(welsh, "kind", { kind: "exam" })).toBe("Arholiad");
    const time = span("2026-11-25T14:00:00", "2026-11-25T15:00:00");
    expect(valueWords(welsh, "time", time)).toBe("25 Tach, 14:00–15:00");
  });

  test("has a name for every field group that can be lost, and one for those of newer versions", () => {
    const { chat_sessions, calendar_events, calendar_overrides } = FIELD_GROUPS;
    for (const groups of [chat_sessions, calendar_events, calendar_overrides])
      for (const group of Object.keys(groups).filter((one) => one !== "origin"))
        expect(fieldOf(group)).toBe(group);
    expect(fieldOf("value")).toBe("value");
    expect(fieldOf("colour")).toBe("other");
  });
});
