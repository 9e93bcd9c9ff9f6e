import { describe, expect, test } from "vitest";
import { parsePlace, urlOf } from "../../../src/ui/calendar/place.ts";

describe("the query", () => {
  test.each([
    ["/calendar", { view: null, date: null, isNew: false }],
    ["/calendar?view=week&date=2026-11-25", { view: "week", date: "2026-11-25", isNew: false }],
    ["/calendar?view=month", { view: "month", date: null, isNew: false }],
    ["/calendar?view=day", { view: "day", date: null, isNew: false }],
    ["/calendar?view=agenda", { view: "agenda", date: null, isNew: false }],
    ["/calendar?new=1", { view: null, date: null, isNew: true }],
  ] as const)("%s is read and written alike", (url, place) => {
    expect(urlOf(place)).toBe(url);
    const query = Object.fromEntries(new URL(url, "http://athro.test").searchParams);
    expect(parsePlace(query)).toEqual(place);
  });

  test.each([
    { view: "year", date: "2026-02-30" },
    { view: "", date: "" },
    { view: "WEEK", date: "tomorrow", new: "yes" },
    { date: "9999-12-31" },
    { date: "0001-01-01" },
  ])("%j says nothing that can be shown", (query) => {
    expect(parsePlace(query as Record<string, string>)).toEqual({
      view: null,
      date: null,
      isNew: false,
    });
  });
});
