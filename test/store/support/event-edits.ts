import { expect } from "vitest";
import type { OutboxEntry } from "../../../src/store/database.ts";
import { commit, edit } from "../../../src/store/write.ts";
import { MONDAY_MS, openTestStore, type TestStore } from "../../support/store.ts";
import { syncAll } from "./exchange.ts";
import { ServerRows } from "./server-rows.ts";

export const EVENT = "66666666-6666-4666-8666-666666666666";

export const retitle = (store: TestStore, title: string, id = EVENT) =>
  commit(store.db, store, [edit("calendar_events", id, { title: { title } })]);

export const renote = (store: TestStore, notes: string) =>
  commit(store.db, store, [edit("calendar_events", EVENT, { notes: { notes, location: "" } })]);

/** The one entry of the outbox. */
export const theEntry = async (store: TestStore): Promise<OutboxEntry | undefined> => {
  const [entry, ...others] = await store.db.outbox.toArray();
  expect(others).toEqual([]);
  return entry;
};

/** A store that holds one event of the server's. */
export const withEvent = async () => {
  const store = await openTestStore();
  const server = new ServerRows();
  const seq = server.put("calendar_events", EVENT, { title: "Mock" }, { stamp: MONDAY_MS - 5_000 });
  await syncAll(store, server);
  return { store, server, seq };
};
