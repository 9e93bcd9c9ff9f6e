import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parseLegacyKey } from "../../src/model/legacy/keys.ts";
import { readLegacy } from "../../src/model/legacy/read.ts";
import type { LegacyRecord } from "../../src/model/legacy/record.ts";
import { type Mutation, valuesOf } from "../../src/model/mutation.ts";
import { addDevices, rowsOf, stateOf } from "../../supabase/tests/support/device.ts";
import { type FreshDatabase, freshDatabase } from "../support/database.ts";
import { oldEvent, oldSession, said } from "../support/legacy-storage.ts";
import vectors from "../support/legacy-vectors.json" with { type: "json" };

let database: FreshDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.drop());

const asMutation = ({ table, id, set }: LegacyRecord): Mutation => ({
  mid: randomUUID(),
  table,
  id,
  set,
  base: Object.fromEntries(Object.keys(set).map((group) => [group, 0])),
  stamp: 0,
});

const recordsOf = (key: string, value: unknown): LegacyRecord[] => {
  const parsed = parseLegacyKey(key);
  if (!parsed) throw new Error(`not a key of the old app: ${key}`);
  return [...readLegacy(parsed, JSON.stringify(value))].flatMap((one) =>
    "record" in one ? [one.record] : [],
  );
};

/** At the edge of what the server takes: every limit of FORMAT.md, with the characters that cost most. */
const extremes = [
  ...recordsOf(
    "athro_chat_session_athro-maths",
    oldSession({
      id: "extreme",
      athroId: "🙂".repeat(180),
      messages: ["\u0001", "🙂", "ŵ", '"', "\\", "\u2028", "word "].map((unit) =>
        said("user", unit.repeat(21_000)),
      ),
    }),
  ),
  ...recordsOf("athroCalendarEvents", [
    oldEvent({ title: "🙂".repeat(9_000), subject: "\u0001".repeat(9_000) }),
    oldEvent({ start: 0, end: 0, title: "" }),
    oldEvent({ start: "2199-12-31T22:00:00Z", end: "2199-12-31T23:59:59.999999Z" }),
    oldEvent({ start: "1970-06-01T00:00:00Z", end: "1972-06-01T00:00:00Z" }),
  ]),
  ...recordsOf("athro_workspace_confidence_levels", { ["ŵ".repeat(180)]: 10, constructor: 0 }),
  ...recordsOf("athro_dashboard_layout", JSON.parse("[".repeat(24) + "]".repeat(24))),
  ...recordsOf(`athro_dashboard_${"x".repeat(193)}`, "\u0001".repeat(9_900)),
];

test.each([
  ...vectors.map(({ name, key, value }) => ({ name, records: recordsOf(key, value) })),
  { name: "everything at its limit", records: extremes },
])("[M4] the server takes what an import makes, once: $name", async ({ records }) => {
  const [laptop, phone] = await addDevices(database.pool, "laptop", "phone");
  const mutations = records.map(asMutation);
  // A few at a time: together they are more than one call may carry.
  for (const one of mutations)
    expect(await laptop.push(one)).toEqual([
      { i: 0, status: "applied", seq: expect.any(Number) as number },
    ]);
  for (const table of [
    "chat_sessions",
    "chat_messages",
    "calendar_events",
    "preferences",
  ] as const) {
    const rows = new Map((await rowsOf(laptop, table)).map((row) => [row.id, row]));
    const made = records.filter((one) => one.table === table);
    expect(rows.size).toBe(made.length);
    for (const { id, set } of made)
      expect(withInstants(rows.get(id))).toMatchObject(withInstants(valuesOf(set)));
  }
  const before = await stateOf(database.pool, laptop.student);
  for (const one of records.map(asMutation)) await phone.push(one);
  expect(await stateOf(database.pool, laptop.student)).toEqual(before);
});

/** The server writes an instant with an offset of its own. */
const withInstants = (values: Readonly<Record<string, unknown>> = {}): Record<string, unknown> => {
  const { created_at: written, ...rest } = values;
  return typeof written === "string" ? { ...rest, created_at: Date.parse(written) } : { ...rest };
};
