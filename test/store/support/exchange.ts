import type { Mutation } from "../../../src/model/mutation.ts";
import { readState } from "../../../src/store/database.ts";
import type { Applied, Sent } from "../../../src/sync/ports.ts";
import { type Ack, BATCH_BYTES_MAX, BATCH_COUNT_MAX } from "../../../src/sync/protocol.ts";
import type { TestStore } from "../../support/store.ts";
import type { ServerRows } from "./server-rows.ts";

const LIMITS = { count: BATCH_COUNT_MAX, bytes: BATCH_BYTES_MAX };

/** What a call by this store would send now. */
export const sending = async (store: TestStore): Promise<Sent> => {
  const { user, epoch, cursor, mutations } = await store.sync.read(LIMITS);
  if (user === null) throw new Error("a guest sends nothing");
  return { user, epoch, cursor, mutations, sentAt: store.now(), answeredAt: store.now() };
};

/** One call and its answer: what the store sends, `answered` acknowledges; by default everything is taken as it is. */
export const exchange = async (
  store: TestStore,
  server: ServerRows,
  given: { limit?: number; answered?: (mutation: Mutation, i: number) => Ack } = {},
): Promise<Applied> => {
  const sent = await sending(store);
  const acks = sent.mutations.map(given.answered ?? ((mutation, i) => server.accept(mutation, i)));
  const { limit } = given;
  return store.sync.apply(
    sent,
    server.answer(sent.cursor, limit === undefined ? { acks } : { acks, limit }),
  );
};

/** Calls until nothing is left to send or to fetch. */
export const syncAll = async (store: TestStore, server: ServerRows): Promise<void> => {
  for (let calls = 0; calls < 20; calls += 1) {
    await exchange(store, server);
    const { cursor, mutations } = await sending(store);
    const { resyncing } = await readState(store.db);
    if (mutations.length === 0 && cursor === server.seq && !resyncing) return;
  }
  throw new Error("20 calls were not enough");
};
