import { describe, expect, test } from "vitest";
import type { EventFields } from "../../src/model/event-input.ts";
import { eventNeighbours } from "../../src/store/event-neighbours.ts";
import { createEvent, deleteEvent } from "../../src/store/events.ts";
import { eventsBetween } from "../../src/store/occurrences.ts";
import { refusedEvents } from "../../src/store/refused-events.ts";
import type { Store } from "../../src/store/store.ts";
import { retryRefused } from "../../src/store/sync-store.ts";
import { openTestStore } from "../support/store.ts";
import { exchange } from "./support/exchange.ts";
import { ServerRows } from "./support/server-rows.ts";

const add = (store: Store, title: string, from: string, to: string): Promise<string> => {
  const fields: EventFields = {
    title,
    athro_id: null,
    kind: "lesson",
    all_day: false,
    starts_at: `${from}:00`,
    ends_at: `${to}:00`,
    zone: "Europe/London",
    notes: "",
    location: "",
  };
  return createEvent(store, fields);
};

const DAY = ["2026-11-25T00:00:00", "2026-11-26T00:00:00"] as const;

describe("events of a stretch of time", () => {
  test("are those that touch it, in order of their start", async () => {
    const store = await openTestStore();
    await add(store, "afternoon", "2026-11-25T14:00", "2026-11-25T15:00");
    await add(store, "night before", "2026-11-24T22:00", "2026-11-25T01:00");
    await add(store, "until midnight", "2026-11-24T22:00", "2026-11-25T00:00");
    await add(store, "moment at midnight", "2026-11-25T00:00", "2026-11-25T00:00");
    await add(store, "next day", "2026-11-26T00:00", "2026-11-26T01:00");
    await add(store, "all around", "2026-11-01T09:00", "2026-12-01T09:00");
    await deleteEvent(store, await add(store, "gone", "2026-11-25T09:00", "2026-11-25T10:00"));
    const found = await eventsBetween(store.db, ...DAY);
    expect(found.map((row) => row.title)).toEqual([
      "all around",
      "night before",
      "moment at midnight",
      "afternoon",
    ]);
  });
});

describe("the events next to a stretch of time", () => {
  test("are none in an empty calendar, and none where all lies within", async () => {
    const store = await openTestStore();
    const none = { earlier: null, later: null };
    expect(await eventNeighbours(store.db, ...DAY)).toEqual(none);
    await add(store, "within", "2026-11-25T14:00", "2026-11-25T15:00");
    expect(await eventNeighbours(store.db, ...DAY)).toEqual(none);
  });

  test("are the last to end before and the first to end after, past deleted ones", async () => {
    const store = await openTestStore();
    await add(store, "long ago", "2026-01-05T09:00", "2026-01-05T10:00");
    await add(store, "before", "2026-11-20T09:00", "2026-11-20T10:00");
    await deleteEvent(store, await add(store, "gone", "2026-11-24T09:00", "2026-11-24T10:00"));
    await deleteEvent(store, await add(store, "gone", "2026-11-26T09:00", "2026-11-26T10:00"));
    await add(store, "after", "2026-12-01T09:00", "2026-12-01T10:00");
    await add(store, "far", "2027-06-01T09:00", "2027-06-01T10:00");
    expect(await eventNeighbours(store.db, ...DAY)).toEqual({
      earlier: "2026-11-20T09:00:00",
      later: "2026-12-01T09:00:00",
    });
  });
});

test("[P6] refused events are told by id with their entry, and other changes are not", async () => {
  const store = await openTestStore();
  const refused = await add(store, "Refused", "2026-11-25T14:00", "2026-11-25T15:00");
  const taken = await add(store, "Taken", "2026-11-25T16:00", "2026-11-25T17:00");
  const server = new ServerRows();
  await exchange(store, server, {
    answered: (mutation, i) =>
      mutation.id === refused
        ? { i, status: "rejected", code: "23514" }
        : server.accept(mutation, i),
  });
  const found = await refusedEvents(store.db);
  expect([...found.keys()]).toEqual([refused]);
  expect(found.get(refused)).toMatchObject({ code: "23514" });
  expect(found.has(taken)).toBe(false);
  await retryRefused(store.db, found.get(refused)?.entry ?? 0);
  expect((await refusedEvents(store.db)).size).toBe(0);
});
