import { describe, expect, test } from "vitest";
import { preferenceId } from "../../src/model/ids.ts";
import { awaitingSessions } from "../../src/store/awaiting-sessions.ts";
import { replaceDraft } from "../../src/store/drafts.ts";
import { createEvent } from "../../src/store/events.ts";
import { sendQuestion } from "../../src/store/messages.ts";
import { setPreference } from "../../src/store/preferences.ts";
import { copyRefused, refusedChanges } from "../../src/store/refused.ts";
import { readSummary } from "../../src/store/summary.ts";
import { discardRefused, retryRefused } from "../../src/store/sync-store.ts";
import { commit } from "../../src/store/write.ts";
import { MONDAY_MS, openTestStore } from "../support/store.ts";
import { exchange } from "./support/exchange.ts";
import { ServerRows } from "./support/server-rows.ts";

/** A store with a chat of one question and a preference, all of which the server refused. */
const withRefusals = async () => {
  const store = await openTestStore();
  await sendQuestion(store, "athro-maths", "What is a surd?\nAnd why?");
  await setPreference(store, "week-starts", "monday");
  await exchange(store, new ServerRows(), {
    answered: (_, i) => ({ i, status: "rejected", code: "AT422" }),
  });
  return store;
};

describe("refused changes", () => {
  test("[P6] are told in the order in which they were made, with their first words", async () => {
    const store = await withRefusals();
    const changes = await refusedChanges(store.db);
    expect(changes.map(({ table, title }) => [table, title])).toEqual([
      ["chat_sessions", "What is a surd?"],
      ["chat_messages", "What is a surd?"],
      ["preferences", ""],
    ]);
    for (const change of changes) expect(change).toMatchObject({ code: "AT422", at: MONDAY_MS });
  });

  test("[P6] of a draft tell what it says and in whose composer it is", async () => {
    const store = await openTestStore();
    await replaceDraft(store, "athro-welsh", "Half a question\nand more");
    await exchange(store, new ServerRows(), {
      answered: (_, i) => ({ i, status: "rejected", code: "AT413" }),
    });
    expect(await refusedChanges(store.db)).toMatchObject([
      { table: "preferences", title: "Half a question", draftFor: "athro-welsh" },
    ]);
  });

  test("[P6] of one occurrence are told by its title, or else by its event's", async () => {
    const store = await openTestStore();
    const event = await createEvent(store, {
      title: "Choir",
      athro_id: null,
      kind: "other",
      notes: "",
      location: "",
      all_day: false,
      starts_at: "2026-11-25T16:00:00",
      ends_at: "2026-11-25T17:00:00",
      zone: "Europe/London",
    });
    const override = (id: string, set: Record<string, Record<string, unknown>>) => {
      const origin = { event_id: event, original_start: "2026-12-02T16:00:00" };
      return { table: "calendar_overrides", id, set: { origin, ...set } } as const;
    };
    await commit(store.db, store, [
      override("11111111-0000-4000-8000-000000000001", { cancelled: { cancelled: true } }),
      override("11111111-0000-4000-8000-000000000002", { title: { title: "Carols" } }),
    ]);
    await exchange(store, new ServerRows(), {
      answered: (_, i) => ({ i, status: "rejected", code: "AT422" }),
    });
    expect((await refusedChanges(store.db)).map(({ title }) => title)).toEqual([
      "Choir",
      "Choir",
      "Carols",
    ]);
  });

  test("[P6] are none while a change only waits, and none once it is to be tried again", async () => {
    const store = await openTestStore();
    await setPreference(store, "week-starts", "monday");
    expect(await refusedChanges(store.db)).toEqual([]);
    const refused = await withRefusals();
    for (const { entry } of await refusedChanges(refused.db)) await retryRefused(refused.db, entry);
    expect(await refusedChanges(refused.db)).toEqual([]);
    expect(await readSummary(refused.db)).toMatchObject({ waiting: 3, refused: 0 });
  });

  test("[P6] can be copied whole, until they are no longer refused", async () => {
    const store = await withRefusals();
    const preference = (await refusedChanges(store.db)).at(-1);
    const entry = preference?.entry ?? 0;
    expect(await copyRefused(store.db, entry)).toEqual({
      table: "preferences",
      id: preferenceId("week-starts"),
      set: { origin: { name: "week-starts" }, value: { value: "monday" } },
      writtenAt: "2026-11-23T09:00:00.000Z",
      refusedAt: "2026-11-23T09:00:00.000Z",
      code: "AT422",
    });
    await retryRefused(store.db, entry);
    expect(await copyRefused(store.db, entry)).toBeUndefined();
  });

  test("[P6] go one by one when they are given up", async () => {
    const store = await withRefusals();
    const [first] = await refusedChanges(store.db);
    await discardRefused(store.db, first?.entry ?? 0);
    expect((await refusedChanges(store.db)).map(({ table }) => table)).toEqual([
      "chat_messages",
      "preferences",
    ]);
  });
});

test("a session awaits a reply from its question on, and a guest's never does", async () => {
  const store = await openTestStore();
  expect(await awaitingSessions(store.db)).toEqual(new Set());
  const { sessionId } = await sendQuestion(store, "athro-maths", "What is a surd?");
  expect(await awaitingSessions(store.db)).toEqual(new Set([sessionId]));
  const guest = await openTestStore({ user: null });
  await sendQuestion(guest, "athro-maths", "What is a surd?");
  expect(await awaitingSessions(guest.db)).toEqual(new Set());
});
