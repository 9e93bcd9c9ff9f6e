import type { Mutation } from "../model/mutation.ts";
import type { CycleEnd } from "./engine.ts";
import type { BatchLimits, Clock, Snapshot, SyncStore, Transport } from "./ports.ts";
import {
  BATCH_BYTES_MAX,
  BATCH_COUNT_MAX,
  PAGE_ROWS,
  PROTOCOL,
  type SyncOutcome,
  type SyncResponse,
} from "./protocol.ts";

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
/** Calls in a row that have to get through before more goes into one. */
const PASSED_MIN = 4;

export interface CyclePorts {
  store: SyncStore;
  transport: Transport;
  clock: Pick<Clock, "now">;
}

/** How often each mutation has failed alone, by mid and stamp; kept by the host from cycle to cycle. */
export type Attempts = Map<string, number>;

/** How much goes into a call. */
interface Pace {
  mutations: number;
  rows: number;
}

const FULL_PACE: Pace = { mutations: BATCH_COUNT_MAX, rows: PAGE_ROWS };

/** What a call is made from. */
interface Start extends Pick<Snapshot, "device" | "epoch" | "cursor" | "mutations"> {
  user: string;
}

/** A call that has been made. */
interface Call extends Start {
  sentAt: number;
  answer: Promise<{ outcome: SyncOutcome; answeredAt: number }>;
}

const NONE: Pick<Snapshot, "mutations" | "more"> = { mutations: [], more: false };

/**
 * Pushes what is due and pulls what is new, page by page, until nothing is left or something is in the way. Each round trip is one
 * `sync` call, one at a time; while an answer is being stored, the next call is on its way already, from where that answer leads
 * ([O7]). Nothing is held between them, so that a cycle may end anywhere and another context may take over.
 */
export const runCycle = async (ports: CyclePorts, attempts: Attempts): Promise<CycleEnd> => {
  const { store } = ports;
  let pace = FULL_PACE;
  let passed = 0;
  let stale = 0;
  let restamps = 0;
  let resyncs = 0;
  for (;;) {
    const snapshot = await store.read(limitsOf(pace));
    const { user, resyncing: again } = snapshot;
    if (user === null) return { kind: "done", cursor: 0, proof: "unknown" };
    let call = send(ports, { ...snapshot, user }, pace);
    const reported =
      call.mutations.length > 0 || call.cursor === 0
        ? store.report({ phase: "syncing", problem: null })
        : null;
    /** What is to be sent after the mutations of `call`. */
    let following =
      snapshot.more && !again ? store.read(limitsOf(pace), call.mutations) : Promise.resolve(NONE);
    for (;;) {
      const [{ outcome, answeredAt }, after] = await Promise.all([
        call.answer,
        following,
        reported,
      ]);
      if (outcome.kind === "split") {
        const less = await lessThan(pace, store, attempts, call.mutations);
        if (less === null) return { kind: "retry", cause: "server" };
        pace = less;
        passed = 0;
        break;
      }
      if (outcome.kind !== "ok") return outcome;

      const { response } = outcome;
      const restamped = response.acks.some((ack) => ack.status === "restamp");
      const goesOn = response.more || (again ? snapshot.more : after.mutations.length > 0);
      // While everything is pulled again, storing a page may add to an entry under the `(mid, stamp)` that it has ([E1]): an answer to
      // what was sent before would take it for acknowledged.
      const ahead = goesOn && !again && !restamped && leadsOn(call, response);
      const next: Call | null = ahead
        ? send(ports, placeAfter(call, response, after.mutations), pace)
        : null;
      const applying = store.apply({ ...call, answeredAt }, response);
      // What is written at the very end starts a cycle of its own.
      const looksOn = next !== null && (response.more || after.more);
      following = looksOn ? store.read(limitsOf(pace), next.mutations) : Promise.resolve(NONE);
      // It is looked at with the next answer, if there is one.
      following.catch(() => {});
      const applied = await applying;
      const restarts = applied.kind === "stale" || applied.digest === "resyncing";
      // It leads nowhere any more. What it carries is still due, and sending it again changes nothing ([P3]).
      if (restarts) await next?.answer;
      if (applied.kind === "stale") {
        if (++stale > STALE_MAX) return { kind: "retry", cause: "server" };
        break;
      }
      stale = 0;
      if (++passed % PASSED_MIN === 0) pace = moreThan(pace);
      if (restamped && ++restamps > RESTAMP_MAX) return { kind: "retry", cause: "server" };
      if (applied.digest === "resyncing") {
        if (++resyncs > RESYNC_MAX) return { kind: "retry", cause: "server" };
        break;
      }
      if (!next && (goesOn || restamped)) break;
      if (!next) return { kind: "done", cursor: applied.cursor, proof: applied.digest };
      call = next;
    }
  }
};

const limitsOf = ({ mutations }: Pace): BatchLimits => ({
  count: mutations,
  bytes: BATCH_BYTES_MAX,
});

/** The pace after some calls that went well: back up step by step, or one hiccup would have a long queue go one by one to its end. */
const moreThan = ({ mutations, rows }: Pace): Pace => ({
  mutations: Math.min(FULL_PACE.mutations, mutations * 2),
  rows: Math.min(FULL_PACE.rows, rows * 2),
});

/** The pace after a call that was too much ([P7]); null where nothing can be left out, and nothing is to be parked yet. */
const lessThan = async (
  pace: Pace,
  store: SyncStore,
  attempts: Attempts,
  mutations: readonly Mutation[],
): Promise<Pace | null> => {
  const [alone] = mutations;
  if (mutations.length > 1) return { ...pace, mutations: Math.ceil(mutations.length / 2) };
  // It may be the page that is too much: a mutation is blamed only for failing without one.
  if (pace.rows > PAGE_ROWS_MIN) {
    const half = Math.max(PAGE_ROWS_MIN, Math.ceil(pace.rows / 2));
    return { ...pace, rows: alone ? PAGE_ROWS_MIN : half };
  }
  // What it held up need not go one by one.
  return alone && (await failedAlone(store, attempts, alone)) ? FULL_PACE : null;
};

const send = ({ transport, clock }: CyclePorts, start: Start, { rows: limit }: Pace): Call => {
  const { user, device, epoch, cursor, mutations } = start;
  const sentAt = clock.now();
  const answer = transport
    .sync(
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
    )
    .then((outcome) => ({ outcome, answeredAt: clock.now() }));
  return { user, device, epoch, cursor, mutations, sentAt, answer };
};

/** Whether storing the answer will, unless another context comes between, lead to its cursor and epoch. */
const leadsOn = ({ epoch, cursor }: Call, response: SyncResponse): boolean =>
  (epoch === null || epoch === response.epoch) && cursor <= response.high_water;

const placeAfter = (
  { user, device }: Call,
  { epoch, cursor }: SyncResponse,
  mutations: Mutation[],
): Start => ({ user, device, epoch, cursor, mutations });

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
