import {
  anything,
  constantFrom,
  dictionary,
  json,
  oneof,
  record,
  sample,
  string,
  tuple,
  uuid,
} from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { FIELD_GROUPS, TABLE_NAMES } from "../../src/model/tables.ts";
import { digestOf } from "../../src/sync/digest.ts";
import { type FreshDatabase, freshDatabase } from "../../test/support/database.ts";
import { addDevices } from "./support/device.ts";
import {
  newEvent,
  newMessage,
  newOverride,
  newPreference,
  newSession,
  remove,
} from "./support/records.ts";

let database: FreshDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.drop());

const ids = Array.from({ length: 5 }, () => newSession().id);
const groups = Object.values(FIELD_GROUPS).flatMap((table) => Object.keys(table));
const columns = Object.values(FIELD_GROUPS).flatMap((table) => Object.values(table).flat());

/** Values that some input function of PostgreSQL may choke on. */
const odd = constantFrom<unknown>(
  "",
  "now",
  "infinity",
  "-infinity",
  "2026-02-30T00:00:00",
  "0000-01-01T00:00:00",
  "9999-12-31T23:59:59",
  "2026-11-02T24:00:00",
  "2026-11-02T09:00:00Z",
  "2026-11-02T09:00:00.000+99:99",
  "Europe/London",
  "Etc/GMT+99",
  "A/B/C",
  "%I %L $1 ''; --",
  "\\",
  '"',
  "{}",
  "\u0000",
  "\ud800",
  "🙂",
  -0,
  0.1,
  1e21,
  2 ** 53,
  2 ** 63,
  -(2 ** 63),
  1e308,
  5e-324,
  true,
  false,
  null,
  [],
  {},
);
const value = oneof(odd, odd, anything({ maxDepth: 3, withNullPrototype: true }), uuid());
const name = oneof(
  constantFrom(...groups, ...columns, "extra", "stamps", "__proto__", "toString", "a-b", ""),
  string(),
);
const set = dictionary(name, oneof(dictionary(name, value, { maxKeys: 4 }), value), { maxKeys: 4 });
const mutation = record({
  mid: oneof(uuid(), constantFrom(...ids)),
  table: oneof(constantFrom(...TABLE_NAMES), constantFrom("clocks", "pg_class", "")),
  id: constantFrom(...ids),
  set,
  base: dictionary(name, oneof(constantFrom(0, 1, 2), value), { maxKeys: 2 }),
  stamp: constantFrom(0, 1, 1000, 2000, 3000),
});

/** A good mutation with one of its values, or one of its keys, replaced. */
const spoil = (text: string, [at, by]: [number, unknown]): string => {
  const parts = text.split(/("[^"]*"|true|false|null|\d+)/);
  const index = 1 + 2 * (at % Math.max(1, Math.floor(parts.length / 2)));
  return parts.with(index, JSON.stringify(by) ?? "undefined").join("");
};

const event = newEvent();
const good = [
  newSession(),
  newMessage(),
  event,
  newOverride(event.id),
  newPreference("p", {}),
  remove(event),
];

const texts = (seed: number, numRuns: number): string[] => [
  ...sample(mutation, { seed, numRuns }).map((one) => JSON.stringify(one) ?? ""),
  ...sample(oneof(json(), string()), { seed, numRuns: numRuns / 4 }),
  ...sample(
    tuple(constantFrom(...good), constantFrom(...Array.from({ length: 60 }, (_, n) => n)), value),
    {
      seed,
      numRuns,
    },
  ).map(([one, at, by]) => spoil(JSON.stringify(one), [at, by])),
];

test.each([1, 2, 3])(
  "[P4] [P8] whatever a mutation is, it is answered for and its neighbours are applied: seed %i",
  async (seed) => {
    const [device] = await addDevices(database.pool, "laptop");
    const codes = new Set<string>();
    const all = texts(seed, 240);
    for (let from = 0; from < all.length; from += 20) {
      const batch = all
        .slice(from, from + 20)
        .flatMap((text) => [text, JSON.stringify(newMessage())]);
      const { acks } = await device.call({ mutations: batch });
      expect(acks.map((ack) => ack.i)).toEqual(batch.map((_, i) => i));
      expect(acks.filter((_, i) => i % 2 === 1).map((ack) => ack.status)).toEqual(
        acks.filter((_, i) => i % 2 === 1).map(() => "applied"),
      );
      for (const ack of acks)
        codes.add(ack.status === "rejected" ? ack.code.slice(0, 2) : ack.status);
    }
    expect([...codes].toSorted()).toEqual(expect.arrayContaining(["22", "AT", "applied"]));
    const rows = await device.pull();
    const { digest, high_water } = await device.call();
    expect(rows.at(-1)?.row.seq).toBe(high_water);
    expect(digest).toBe(rows.reduce((sum, { row }) => (sum + digestOf(row.seq)) % 2 ** 48, 0));
  },
);
