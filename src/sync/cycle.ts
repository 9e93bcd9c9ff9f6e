import type { Mutation } from "../model/mutation.ts";
import type { CycleEnd } from "./engine.ts";
import type { Clock, SyncStore, Transport } from "./ports.ts";
import { BATCH_BYTES_MAX, BATCH_COUNT_MAX, PAGE_ROWS, PROTOCOL } from "./protocol.ts";

export const REQUEST_TIMEOUT_MS = 20_000;
/** A mutation that fails alone this often is parked ([P7]). */
const ATTEMPTS_ALONE_MAX = 5;
/** Answers in a row that another context made stale, before the cycle gives way. */
const STALE_MAX = 20;
/** Rounds of stamping again: one is enough unless the local clock jumps meanwhile. */
const RESTAMP_MAX = 5;
/** Times that everything is begun again: one is enough unless servers with different epochs answer by turns. */
const RESYNC_MAX = 5;
const PAGE_ROWS_MIN = 25;

export interface CyclePorts {
  store: SyncStore;
  transport: Transport;
  clock: Pick<Clock, "now">;
}

/** How often each mutation has failed alone, by mid and stamp; kept by the host from cycle to cycle. */
export type Attempts = Map<string, number>;

/**
 * Pushes what is due and pulls what is new, page by page, until nothing is left or something is in the way. Each round trip is one
 * `sync` call; between them nothing is held, so that a cycle may end anywhere and another context may take over.
 */
export const runCycle = async (ports: CyclePorts, attempts: Attempts): Promise<CycleEnd> => {
  const { store, transport, clock } = ports;
  let count = BATCH_COUNT_MAX;
  let limit = PAGE_ROWS;
  let stale = 0;
  let restamps = 0;
  let resyncs = 0;
  for (;;) {
    const snapshot = await store.read({ count, bytes: BATCH_BYTES_MAX });
    if (snapshot.user === null) return { kind: "done", cursor: 0, proof: "unknown" };
    const { user, device, epoch, cursor, mutations } = snapshot;
    if (mutations.length > 0 || cursor === 0)
      await store.report({ phase: "syncing", problem: null });
    const sentAt = clock.now();
    const outcome = await transport.sync(
      {
        protocol: PROTOCOL,
        user,
        device,
        epoch,
        cursor,
        mutations: mutations.map((mutation) => JSON.stringify(mutation)),
        limit,
      },
      REQUEST_TIMEOUT_MS,
    );
    if (outcome.kind === "split") {
      const [alone] = mutations;
      if (mutations.length > 1) {
        count = Math.ceil(mutations.length / 2);
        continue;
      }
      if (limit > PAGE_ROWS_MIN) {
        // It may be the page that is too much: a mutation is blamed only for failing without one.
        limit = alone ? PAGE_ROWS_MIN : Math.max(PAGE_ROWS_MIN, Math.ceil(limit / 2));
        continue;
      }
      if (!alone || !(await failedAlone(store, attempts, alone)))
        return { kind: "retry", cause: "server" };
      // What it held up need not go one by one.
      count = BATCH_COUNT_MAX;
      limit = PAGE_ROWS;
      continue;
    }
    if (outcome.kind !== "ok") return outcome;

    const applied = await store.apply({ user, epoch, cursor, mutations, sentAt }, outcome.response);
    if (applied.kind === "stale") {
      stale += 1;
      if (stale > STALE_MAX) return { kind: "retry", cause: "server" };
      continue;
    }
    stale = 0;
    const restamped = outcome.response.acks.some((ack) => ack.status === "restamp");
    if (restamped && ++restamps > RESTAMP_MAX) return { kind: "retry", cause: "server" };
    if (applied.digest === "resyncing" && ++resyncs > RESYNC_MAX)
      return { kind: "retry", cause: "server" };
    if (outcome.response.more || snapshot.rest > 0 || restamped || applied.digest === "resyncing")
      continue;
    return { kind: "done", cursor: applied.cursor, proof: applied.digest };
  }
};

/** Counts a mutation that failed with nothing beside it; true once it has been parked. */
const failedAlone = async (
  store: SyncStore,
  attempts: Attempts,
  mutation: Mutation,
): Promise<boolean> => {
  const key = `${mutation.mid} ${mutation.stamp}`;
  const tries = (attempts.get(key) ?? 0) + 1;
  attempts.set(key, tries);
  if (tries < ATTEMPTS_ALONE_MAX) return false;
  attempts.delete(key);
  await store.park(mutation);
  return true;
};
