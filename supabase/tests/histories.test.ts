import { afterAll, beforeAll, expect, test } from "vitest";
import type { Mutation } from "../../src/model/mutation.ts";
import { digestOf } from "../../src/sync/digest.ts";
import { type FreshDatabase, freshDatabase } from "../../test/support/database.ts";
import { addDevice, addDevices, type Device } from "./support/device.ts";
import { ModelServer } from "./support/model-server.ts";
import { seededRandom } from "./support/random.ts";
import { change, newMessage, newPreference, newSession } from "./support/records.ts";

let database: FreshDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.drop());

/** A moment as the server writes it, so that the model need not know times. */
const CREATED = "2026-09-01T08:00:00+00:00";

const drawer = (seed: number) => {
  const random = seededRandom(seed);
  const below = (n: number) => Math.floor(random() * n);
  const pick = <T>(from: readonly T[]): T => {
    const one = from[below(from.length)];
    if (one === undefined) throw new Error("nothing to pick from");
    return one;
  };
  return { below, pick };
};

const births = (): Mutation[] => {
  const origin = { athro_id: "athro-maths", created_at: CREATED };
  const session = newSession();
  const message = newMessage();
  return [
    { ...session, set: { ...session.set, origin } },
    { ...message, set: { body: { ...message.set["body"], created_at: CREATED } } },
    newPreference("theme", "a"),
    newPreference("draft:athro-maths", "a"),
  ];
};

/** An edit as some device might make it: with any base, over any stamp or none, and a stamp that may be old or equal to another's. */
const randomEdit = (
  { below, pick }: ReturnType<typeof drawer>,
  records: readonly Mutation[],
  clock: number,
): Mutation => {
  const record = pick(records);
  const part = { stamp: 1 + below(40), base: {} as Record<string, number> };
  const group = pick(
    { chat_sessions: ["title", "active", "deleted"], preferences: ["value", "deleted"] }[
      record.table as string
    ] ?? ["deleted"],
  );
  if (below(4) > 0) part.base[group] = below(clock + 1);
  const values: Record<string, unknown> = {
    title: { title: pick(["a", "b", "c"]) },
    active: { is_active: pick([true, false]) },
    deleted: { deleted: pick([true, false]) },
    value: { value: pick(["a", "b", { c: [1] }]) },
  };
  const plain = change(record, group, values[group] as Record<string, unknown>, part);
  const edit =
    below(2) === 0
      ? plain
      : { ...plain, over: { [group]: Array.from({ length: 16 }, () => below(41)) } };
  // Two groups at once, or the whole record again.
  if (below(5) === 0) return { ...edit, set: { ...record.set, ...edit.set } };
  return edit;
};

const compare = async (reader: Device, model: ModelServer): Promise<void> => {
  const rows = await reader.pull();
  const expected = [
    ...[...model.rows.values()].map(({ table, id, seq, groups }) => ({
      table,
      row: expect.objectContaining({
        id,
        seq,
        deleted: false,
        ...Object.assign({}, ...[...groups.values()].map(({ values }) => values)),
        stamps: Object.fromEntries(
          [...groups].flatMap(([name, { stamp }]) => (stamp === null ? [] : [[name, stamp]])),
        ),
      }),
    })),
    ...[...model.losers.values()].map((loser) => ({
      table: "superseded",
      row: expect.objectContaining({ ...loser }),
    })),
  ];
  expect(rows).toHaveLength(expected.length);
  expect(rows).toEqual(expect.arrayContaining(expected));
  const { digest, high_water } = await reader.call();
  expect(high_water).toBe(model.clock);
  expect(digest).toBe(rows.reduce((sum, { row }) => (sum + digestOf(row.seq)) % 2 ** 48, 0));
};

test.each(Array.from({ length: 25 }, (_, seed) => seed))(
  "[M1] [M2] [M3] [M5] [M6] [P3] [E3] a random history of three devices, with replays: seed %i",
  async (seed) => {
    const draw = drawer(seed);
    const [reader] = await addDevices(database.pool, "reader");
    const devices = ["laptop", "phone", "tablet"].map((name) =>
      addDevice(database.pool, reader.student, name),
    );
    const model = new ModelServer();
    const records = births();
    const sent: [Device, Mutation][] = [];
    let stamp = 40;
    for (let round = 0; round < 25; round++) {
      const device = draw.pick(devices);
      const batch = Array.from({ length: 1 + draw.below(4) }, () => {
        if (round < 2 || draw.below(8) === 0) return draw.pick(records);
        const earlier = sent.filter(([from]) => from === device).map(([, one]) => one);
        if (earlier.length > 0 && draw.below(4) === 0) return draw.pick(earlier);
        const edit = randomEdit(draw, records, model.clock);
        if (earlier.length === 0 || draw.below(4) > 0) return edit;
        // It joins what this device has sent before. One entry is never stamped the same way twice.
        stamp += 1;
        return { ...edit, mid: draw.pick(earlier).mid, stamp };
      });
      const expected = batch.map((one, i) => {
        const result = model.merge(device.name, one);
        return typeof result === "number"
          ? { i, status: "applied", seq: result }
          : { i, status: "rejected", code: result };
      });
      expect(await device.push(...batch.map((one) => JSON.stringify(one)))).toEqual(expected);
      sent.push(...batch.map((one): [Device, Mutation] => [device, one]));
    }
    await compare(reader, model);
  },
);
