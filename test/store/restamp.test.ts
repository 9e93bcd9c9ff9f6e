import { expect, test } from "vitest";
import { activeSession } from "../../src/store/active-session.ts";
import { sendQuestion } from "../../src/store/messages.ts";
import { stampAgain } from "../../src/store/restamp.ts";
import { MONDAY_MS, openTestStore } from "../support/store.ts";
import { exchange, sending } from "./support/exchange.ts";
import { lastChat } from "./support/last-chat.ts";
import { ServerRows } from "./support/server-rows.ts";

const DAYS_MS = 3 * 86_400_000;

test("[P5] messages written by a clock days ahead get the server's time, in their order", async () => {
  const store = await openTestStore({ at: MONDAY_MS + DAYS_MS });
  const server = new ServerRows();
  await sendQuestion(store, "athro-maths", "First");
  store.clock.ms += 1_000;
  await sendQuestion(store, "athro-maths", "Second");
  await exchange(store, server, { answered: (_, i) => ({ i, status: "restamp" }) });
  const bodies = (await sending(store)).mutations
    .map((one) => one.set.body ?? {})
    .filter((body) => body.content !== undefined);
  expect(bodies.map((body) => body.content)).toEqual(["First", "Second"]);
  const keys = bodies.map((body) => Number(body.order_key));
  expect(keys).toEqual(keys.toSorted((a, b) => a - b));
  expect(Math.max(...keys)).toBeLessThan(MONDAY_MS + 60_000);
  expect(await lastChat(store)).toEqual(["First", "Second"]);
  const session = await activeSession(store.db, "athro-maths");
  expect(Date.parse(session?.created_at ?? "")).toBe(MONDAY_MS);
});

test("a message written after the server's clock is known is dated by it", async () => {
  const store = await openTestStore({ at: MONDAY_MS + DAYS_MS });
  await exchange(store, new ServerRows());
  await sendQuestion(store, "athro-maths", "First");
  const [body] = (await sending(store)).mutations
    .map((one) => one.set.body ?? {})
    .filter((body) => body.content !== undefined);
  expect(body).toMatchObject({ order_key: MONDAY_MS, created_at: "2026-11-23T09:00:00.000Z" });
});

test("[M3] [P5] an edit stamped again no longer names a stamp that the server never took", async () => {
  const store = await openTestStore();
  const entry = {
    n: 1,
    queuedAt: 0,
    mid: "m",
    table: "calendar_events",
    id: "i",
    set: { title: { title: "Third" }, kind: { kind: "exam" } },
    base: { title: 4, kind: 4 },
    stamp: MONDAY_MS + DAYS_MS,
    over: {
      title: [MONDAY_MS + DAYS_MS - 1],
      kind: [MONDAY_MS - 9, MONDAY_MS + DAYS_MS],
    },
  } as const;
  const again = await stampAgain(store.db, entry, MONDAY_MS, 0);
  expect(again).toMatchObject({ stamp: MONDAY_MS, over: { kind: [MONDAY_MS - 9] } });
  expect(again.over).not.toHaveProperty("title");
});

test("[M4] [P5] what was imported keeps its stamp of 0, and gets a time and a place of the server's", async () => {
  const store = await openTestStore();
  const set = {
    body: {
      content: "Hello",
      order_key: MONDAY_MS + DAYS_MS,
      created_at: "2026-11-26T09:00:00.000Z",
    },
  };
  const entry = {
    n: 1,
    queuedAt: 0,
    mid: "m",
    table: "chat_messages",
    id: "i",
    set,
    base: {},
    stamp: 0,
  } as const;
  expect(await stampAgain(store.db, entry, MONDAY_MS, 2)).toMatchObject({
    stamp: 0,
    set: { body: { order_key: MONDAY_MS + 2, created_at: "2026-11-23T09:00:00.002Z" } },
  });
});
