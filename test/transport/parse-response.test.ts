import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseSyncResponse } from "../../src/transport/parse-response.ts";

const whole = {
  protocol: 1,
  user: "11111111-1111-4111-8111-111111111111",
  acks: [
    { i: 0, status: "applied", seq: 8 },
    { i: 1, status: "rejected", code: "AT422" },
    { i: 2, status: "restamp" },
  ],
  rows: [
    {
      table: "calendar_events",
      row: { id: "e1", seq: 8, deleted: false, title: "Mock", colour: [1, { a: null }] },
    },
    { table: "flashcards", row: { id: "f1", seq: 9, deleted: true } },
  ],
  cursor: 9,
  high_water: 9,
  epoch: "22222222-2222-4222-8222-222222222222",
  digest: 2 ** 48 - 1,
  server_time: 1_000_000_000_000,
  more: false,
};

/** A copy of the whole answer with what stands at `path` replaced, or left out if that is undefined. */
const withChange = (path: readonly (string | number)[], value: unknown): unknown => {
  const copy: unknown = structuredClone(whole);
  let at = copy as Record<string | number, unknown>;
  for (const key of path.slice(0, -1)) at = at[key] as Record<string | number, unknown>;
  const last = path.at(-1) ?? "";
  if (value === undefined) delete at[last];
  else at[last] = value;
  return copy;
};

const PATHS = [
  ["protocol"],
  ["user"],
  ["acks"],
  ["acks", 0, "i"],
  ["acks", 0, "status"],
  ["acks", 0, "seq"],
  ["acks", 1, "code"],
  ["rows"],
  ["rows", 0, "table"],
  ["rows", 0, "row"],
  ["rows", 0, "row", "id"],
  ["rows", 0, "row", "seq"],
  ["rows", 1, "row", "deleted"],
  ["cursor"],
  ["high_water"],
  ["epoch"],
  ["digest"],
  ["server_time"],
  ["more"],
];

describe("an answer", () => {
  test("is given as it came, columns that no one knows included", () => {
    expect(parseSyncResponse(structuredClone(whole))).toEqual(whole);
  });

  test("is none where anything that is needed is missing or of another kind", () => {
    const wrong = [undefined, null, -1, 1.5, 2 ** 53, [], {}, { i: 0 }];
    const passed: unknown[] = [];
    for (const path of PATHS)
      for (const value of wrong)
        if (parseSyncResponse(withChange(path, value))) passed.push([path, value]);
    expect(passed).toEqual([
      [["acks"], []],
      [["rows"], []],
    ]);
  });

  test("is none where only some rows or acknowledgements are good", () => {
    expect(parseSyncResponse(withChange(["rows", 1], "x"))).toBeNull();
    expect(parseSyncResponse(withChange(["acks", 2], { i: 2, status: "later" }))).toBeNull();
  });
});

test("no JSON makes it throw, and what it lets pass can be applied", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(parseSyncResponse(value)).toBeNull();
    }),
  );
  fc.assert(
    fc.property(fc.constantFrom(...PATHS), fc.jsonValue(), (path, value) => {
      const parsed = parseSyncResponse(withChange(path, value));
      if (!parsed) return;
      for (const { row } of parsed.rows) expect(Number.isSafeInteger(row.seq)).toBe(true);
      for (const count of [parsed.cursor, parsed.high_water, parsed.digest, parsed.server_time])
        expect(Number.isSafeInteger(count) && count >= 0).toBe(true);
    }),
    { numRuns: 500 },
  );
});
