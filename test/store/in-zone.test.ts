import { describe, expect, test } from "vitest";
import { readState } from "../../src/store/database.ts";
import { dateNow } from "../../src/store/store.ts";
import { commit, edit } from "../../src/store/write.ts";
import { idSource, openTestStore, type TestStore } from "../support/store.ts";
import { sending } from "./support/exchange.ts";
import { ServerRows } from "./support/server-rows.ts";

const COUNT = 24;

const retitle = (store: TestStore, ids: readonly string[], title: string) =>
  commit(
    store.db,
    store,
    ids.map((id) => edit("calendar_events", id, { title: { title } })),
  );

/** A page with acknowledgements, a refusal, and rows of others. */
const withPage = async () => {
  const store = await openTestStore();
  const server = new ServerRows();
  const ids = Array.from({ length: COUNT }, idSource("bbbbbbbb"));
  await retitle(store, ids, "Physics");
  const sent = await sending(store);
  const acks = sent.mutations.map((mutation, i) =>
    i % 7 === 3 ? ({ i, status: "rejected", code: "AT422" } as const) : server.accept(mutation, i),
  );
  const others = Array.from({ length: COUNT }, idSource("cccccccc"));
  for (const id of others) server.put("chat_messages", id, { wants_reply: true });
  return { store, server, ids, sent, response: server.answer(0, { acks }) };
};

/** So many turns of the microtask queue. */
const turns = async (count: number): Promise<void> => {
  for (let i = 0; i < count; i += 1) await Promise.resolve();
};

describe("[O3] storing a page is one transaction", () => {
  test.each([0, 1, 2, 3, 5, 8, 13, 21, 34])(
    "also with reads and writes of the same context from %i turns on",
    async (delay) => {
      const { store, server, ids, sent, response } = await withPage();
      const mine = Array.from({ length: 3 }, idSource("dddddddd"));
      const [first = ""] = ids;
      const { db } = store;
      // Dexie takes what it awaits from the other transactions' accounts, since the scope itself is no async function.
      const greedy = () =>
        db.transaction("r", db.drafts, () =>
          (async () => {
            for (let i = 0; i < 40; i += 1) await db.drafts.count();
          })(),
        );
      const alongside = async () => {
        await turns(delay);
        await Promise.all([
          greedy(),
          retitle(store, mine, "Chemistry"),
          store.sync.read({ count: 500, bytes: 1_000_000 }),
          store.db.transaction("r", store.db.meta, store.db.chat_messages, async () => {
            await dateNow(store);
            await store.db.chat_messages.count();
          }),
          retitle(store, [first], "Biology"),
        ]);
      };
      const [applied] = await Promise.all([store.sync.apply(sent, response), alongside()]);
      expect(applied).toMatchObject({ kind: "applied", cursor: server.seq });
      expect(await readState(store.db)).toMatchObject({ cursor: server.seq, proof: "equal" });
      expect(await store.db.chat_messages.count()).toBe(COUNT);
      expect((await store.db.calendar_events.get(first))?.title).toBe("Biology");
      const left = await store.db.outbox.toArray();
      expect(left.filter(({ refused }) => refused).length).toBe(
        response.acks.filter(({ status }) => status === "rejected").length,
      );
      expect(
        left
          .filter(({ refused }) => !refused)
          .map(({ id }) => id)
          .toSorted(),
      ).toEqual([first, ...mine].toSorted());
    },
  );
});
