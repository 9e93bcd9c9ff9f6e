import { afterAll, beforeAll, expect, test } from "vitest";
import type { Mutation } from "../../src/model/mutation.ts";
import { type FreshDatabase, freshDatabase } from "../../test/support/database.ts";
import { addDevices, rowOf } from "./support/device.ts";
import { change, newEvent, newMessage, newSession } from "./support/records.ts";

let database: FreshDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.drop());

/** An event on 2 November 2026 at nine. */
const repeating = (rrule: unknown): Mutation => newEvent({ repeat: { rrule } });

const endless: Record<string, [input: Mutation, code: string]> = {
  "weekly for ever": [repeating("FREQ=WEEKLY;BYDAY=MO"), "23514"],
  "every second": [repeating("FREQ=SECONDLY;COUNT=10"), "23514"],
  "hourly within each day": [repeating("FREQ=DAILY;BYHOUR=1,2,3;COUNT=10"), "23514"],
  "a thousand times": [repeating("FREQ=DAILY;COUNT=1000"), "23514"],
  "no times": [repeating("FREQ=DAILY;COUNT=0"), "23514"],
  "in steps of nothing": [repeating("FREQ=DAILY;INTERVAL=0;COUNT=10"), "23514"],
  "until the year 9999": [repeating("FREQ=DAILY;UNTIL=99991231"), "23514"],
  "until a hundred years and a day from its start": [
    repeating("FREQ=DAILY;UNTIL=21261103"),
    "23514",
  ],
  "until the 31st of November": [repeating("FREQ=DAILY;UNTIL=20261131"), "22008"],
  "until a time of day": [repeating("FREQ=DAILY;UNTIL=20261130T160000Z"), "23514"],
  "weeks by number": [repeating("FREQ=YEARLY;BYWEEKNO=20;COUNT=3"), "23514"],
  "the second Monday of a week": [repeating("FREQ=WEEKLY;BYDAY=2MO;COUNT=3"), "23514"],
  "the fifth day of a week": [repeating("FREQ=WEEKLY;BYMONTHDAY=5;COUNT=3"), "23514"],
  "the hundredth day of a month": [repeating("FREQ=MONTHLY;BYYEARDAY=100;COUNT=3"), "23514"],
  "the 13th month": [repeating("FREQ=YEARLY;BYMONTH=13;COUNT=3"), "23514"],
  "both a count and an end": [repeating("FREQ=DAILY;COUNT=2;UNTIL=20261130"), "23514"],
  "two counts": [repeating("FREQ=DAILY;COUNT=2;COUNT=3"), "23514"],
  "no frequency": [repeating("COUNT=3"), "23514"],
  "a day that there is not": [repeating("FREQ=WEEKLY;BYDAY=XX;COUNT=3"), "23514"],
  "a comma too many": [repeating("FREQ=WEEKLY;BYDAY=MO,;COUNT=3"), "23514"],
  "an unknown part": [repeating("FREQ=DAILY;COUNT=3;X=1"), "23514"],
  "a line after it": [repeating("FREQ=DAILY;COUNT=3\nDTSTART:20261130"), "23514"],
  "501 characters": [
    repeating(`FREQ=YEARLY;COUNT=3;BYYEARDAY=${Array.from({ length: 125 }, () => 100).join()}`),
    "23514",
  ],
  "an empty rule": [repeating(""), "23514"],
  "a rule that is an object": [repeating({ freq: "DAILY" }), "AT422"],
};

test.each(Object.entries(endless))(
  "[P2] [P4] a recurrence that has no end, or none in sight, is refused alone: %s",
  async (_name, [input, code]) => {
    const [device] = await addDevices(database.pool, "laptop");
    expect(await device.push(newSession(), input, newMessage())).toEqual([
      { i: 0, status: "applied", seq: 1 },
      { i: 1, status: "rejected", code },
      { i: 2, status: "applied", seq: 2 },
    ]);
  },
);

test("[P4] an event cannot be moved so far from the end of its recurrence, nor be made endless later", async () => {
  const [device] = await addDevices(database.pool, "laptop");
  const event = repeating("FREQ=WEEKLY;UNTIL=21261101");
  const time = { ...event.set["time"], starts_at: "2026-10-31T09:00:00" };
  expect(
    await device.push(
      event,
      change(event, "time", time),
      change(event, "repeat", { rrule: "FREQ=WEEKLY" }),
      change(event, "repeat", { rrule: null }),
    ),
  ).toEqual([
    { i: 0, status: "applied", seq: 1 },
    { i: 1, status: "rejected", code: "23514" },
    { i: 2, status: "rejected", code: "23514" },
    { i: 3, status: "applied", seq: 2 },
  ]);
});

const reminding = (reminders: unknown): Mutation => newEvent({ reminders: { reminders } });

test("[P4] reminders are at most five different whole numbers of minutes", async () => {
  const [device] = await addDevices(database.pool, "laptop");
  const good = [[], [0], [10, 1440, -540, 40320]].map(reminding);
  const bad = [
    null,
    "10",
    [1, 2, 3, 4, 5, 6],
    [10, 10],
    [1.5],
    [-1441],
    [40321],
    ["10"],
    [[10]],
  ].map(reminding);
  expect(await device.push(...good, ...bad)).toEqual([
    ...good.map((_, i) => ({ i, status: "applied", seq: i + 1 })),
    ...bad.map((_, i) => ({ i: good.length + i, status: "rejected", code: "23514" })),
  ]);
  expect(await rowOf(device, "calendar_events", good[2]?.id ?? "")).toMatchObject({
    reminders: [10, 1440, -540, 40320],
  });
});

test.each([
  "FREQ=WEEKLY;BYDAY=MO,WE;COUNT=30",
  "FREQ=WEEKLY;INTERVAL=2;WKST=MO;UNTIL=20270716",
  "UNTIL=20270716;FREQ=DAILY",
  "FREQ=MONTHLY;BYDAY=-1FR,2TU;COUNT=999",
  "FREQ=YEARLY;BYMONTH=1,12;BYMONTHDAY=-1;UNTIL=21261102",
])("a recurrence that ends is taken: %s", async (rrule) => {
  const [device] = await addDevices(database.pool, "laptop");
  const one = repeating(rrule);
  expect(await device.push(one)).toEqual([{ i: 0, status: "applied", seq: 1 }]);
  expect(await rowOf(device, "calendar_events", one.id)).toMatchObject({ rrule });
});
