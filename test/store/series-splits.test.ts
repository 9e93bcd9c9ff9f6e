import * as fc from "fast-check";
import { expect, test } from "vitest";
import { addDays } from "../../src/model/civil.ts";
import { createEvent } from "../../src/store/events.ts";
import { changeSeries } from "../../src/store/series.ts";
import { openTestStore, type TestStore } from "../support/store.ts";
import { syncAll } from "./support/exchange.ts";
import { LESSON, on, shown } from "./support/school-series.ts";
import { ServerRows } from "./support/server-rows.ts";

const COUNT = 8;
const dayOf = (lesson: number): string => addDays("2026-11-02", 7 * lesson);
const isOn = (line: string, lesson: number): boolean =>
  line.includes(` ${dayOf(lesson).slice(5)}T`);

const NAMES = ["laptop", "phone", "tablet"] as const;

/** Each device splits the series at one lesson and changes one before or after by itself; none knows of the others. */
const arbSplits = fc.record({
  at: fc.array(fc.integer({ min: 1, max: COUNT - 1 }), { minLength: 2, maxLength: 3 }),
  single: fc.array(fc.nat({ max: COUNT - 1 }), { minLength: 3, maxLength: 3 }),
  isBefore: fc.boolean(),
  order: fc.shuffledSubarray([0, 1, 2], { minLength: 3 }),
});
type Splits = typeof arbSplits extends fc.Arbitrary<infer T> ? T : never;

const apart = async ({ at, single, isBefore, order }: Splits) => {
  const server = new ServerRows();
  const stores: TestStore[] = [];
  for (const [n] of at.entries())
    stores.push(await openTestStore({ origin: String.fromCodePoint(97 + n).repeat(8) }));
  const [first] = stores;
  if (!first) throw new Error("no device");
  const rrule = `FREQ=WEEKLY;BYDAY=MO;COUNT=${COUNT}`;
  const id = await createEvent(first, { ...LESSON, rrule });
  const meet = async (): Promise<void> => {
    for (const n of [...order, ...order]) {
      const store = stores[n];
      if (store) await syncAll(store, server);
    }
  };
  await syncAll(first, server);
  await meet();
  for (const [n, store] of stores.entries()) {
    // Rooms, so that a title of one device's does not hide them.
    const room = () =>
      changeSeries(
        store,
        on(id, dayOf(single[n] ?? 0)),
        { location: `Room ${NAMES[n]}`, notes: "" },
        "this",
      );
    const split = () =>
      changeSeries(store, on(id, dayOf(at[n] ?? 1)), { title: `by ${NAMES[n]}` }, "following");
    if (isBefore) await room();
    await split();
    if (!isBefore) await room();
  }
  return { stores, meet };
};

const isAlone = (all: readonly number[], one: number): boolean =>
  all.filter((other) => other === one).length === 1;

/** What each device said that no other said of the same lesson: is it there? */
const missing = (seen: readonly string[], { at, single }: Splits): string[] => {
  const rooms = single.slice(0, at.length);
  const lessons = Array.from({ length: COUNT }, (_, lesson) => lesson);
  return [
    ...lessons.filter((lesson) => !seen.some((line) => isOn(line, lesson))).map(dayOf),
    ...at.flatMap((from, n) =>
      lessons
        .filter((lesson) => lesson >= from && isAlone(at, from))
        .map((lesson) => `by ${NAMES[n]} ${dayOf(lesson).slice(5)}`)
        .filter((start) => !seen.some((line) => line.startsWith(start))),
    ),
    ...rooms.flatMap((lesson, n) => {
      const room = `Room ${NAMES[n]}`;
      const isThere = seen.some((line) => isOn(line, lesson) && line.endsWith(room));
      return isThere || !isAlone(rooms, lesson) ? [] : [room];
    }),
  ];
};

/** What all devices show once they have met. */
const together = async (given: Splits): Promise<string[][]> => {
  const { stores, meet } = await apart(given);
  await meet();
  return Promise.all(stores.map(shown));
};

test("[L3] of splits on several devices that knew nothing of one another, each is seen by all from its lesson on, and no change of one lesson is lost", async () => {
  await fc.assert(
    fc.asyncProperty(arbSplits, async (given) => {
      const [seen = [], ...others] = await together(given);
      for (const other of others) expect(other).toEqual(seen);
      expect(missing(seen, given)).toEqual([]);
    }),
    { numRuns: 8 },
  );
});
