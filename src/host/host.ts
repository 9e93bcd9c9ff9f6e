/** Where the engine runs, in the service worker or in a page: carries out what the pure parts decide. */
import { noteAsking, openQuestions } from "../store/askings.ts";
import { EmptiedDatabaseError } from "../store/database.ts";
import type { Store } from "../store/store.ts";
import { createSyncStore } from "../store/sync-store.ts";
import { type OpenQuestion, runAnswers } from "../sync/answers.ts";
import { type Attempts, REQUEST_TIMEOUT_MS, runCycle } from "../sync/cycle.ts";
import { backoffDelay } from "../sync/backoff.ts";
import { type CycleEnd, type EngineInput, INITIAL, step } from "../sync/engine.ts";
import type { Clock, Transport } from "../sync/ports.ts";
import type { AskOutcome } from "../sync/answers.ts";

export interface HostPorts {
  store: Store;
  transport: Transport;
  ask(question: OpenQuestion): Promise<AskOutcome>;
  /** Called when a cycle has got through: what there was is in the store. */
  through?(): void;
  clock: Clock;
  random(): number;
  /** Runs a cycle alone among the origin's contexts if that can be had soon, and runs it anyway ([S5]). */
  alone<T>(body: () => Promise<T>): Promise<T>;
}

export interface Host {
  send(input: EngineInput): void;
  /**
   * Resolves when nothing is running or planned, or the host was stopped; `ok` tells whether the last cycle got through and nothing
   * was stopped. A pause before another try counts as planned only for a caller who waits through retries, and one before a reply is
   * asked for again only for a caller who waits through asks, if it is short.
   */
  settled(options: Patience): Promise<{ ok: boolean }>;
  stop(): void;
  stopped(): boolean;
  /** Whether it waits for a reply, which may take minutes. */
  asking(): boolean;
  /** Whether a cycle has come to a stop in the middle: it waits for longer than any of its steps may take. */
  stuck(): boolean;
}

/** For what a caller waits. */
export interface Patience {
  throughRetries: boolean;
  throughAsks?: boolean;
}

/** A pause before an ask that is waited for, ms. */
const ASK_PAUSE_MAX_MS = 20_000;

/** A step of a cycle is a call, which ends by itself, and the storing of what it brought; ms. */
const STEP_MAX_MS = REQUEST_TIMEOUT_MS + 10_000;

const nothing = () => {};

export const createHost = ({
  store,
  transport,
  ask,
  through,
  clock,
  random,
  alone,
}: HostPorts): Host => {
  const syncStore = createSyncStore(store.db, store);
  const attempts: Attempts = new Map();
  let state = INITIAL;
  let cancelWake = nothing;
  let cancelAnswers = nothing;
  let stopped = false;
  /** When the cycle that goes on came a step further, ms. */
  let steppedAt = 0;
  let answering: Promise<void> | null = null;
  /** Rounds of asking in a row that reached no one. */
  let unreached = 0;
  /** When a reply is to be asked for next, ms; null for none. */
  let asksAt: number | null = null;
  let lastOk = true;
  let waiters: (Patience & { resolve(end: { ok: boolean }): void })[] = [];

  const send = (input: EngineInput): void => {
    if (stopped) return;
    const next = step(state, input, clock.now(), random());
    state = next.state;
    for (const effect of next.effects) {
      if (effect.type === "run") void cycle();
      else if (effect.type === "wake") {
        cancelWake();
        cancelWake = clock.after(Math.max(0, effect.at - clock.now()), () =>
          send({ type: "woke" }),
        );
      } else void syncStore.report(effect.status).catch(stopOnLostDatabase);
    }
    settleIfQuiet();
  };

  const noted: Transport = {
    sync(request, timeoutMs) {
      steppedAt = clock.now();
      return transport.sync(request, timeoutMs);
    },
  };

  const cycle = async (): Promise<void> => {
    cancelWake();
    steppedAt = clock.now();
    let end: CycleEnd;
    try {
      end = await alone(() => runCycle({ store: syncStore, transport: noted, clock }, attempts));
    } catch (error) {
      stopOnLostDatabase(error);
      end = { kind: "retry", cause: "server" };
    }
    lastOk = end.kind === "done";
    // First, so that whoever waits for things to settle waits for the replies too.
    if (lastOk) {
      answer();
      through?.();
    }
    send({ type: "finished", end });
  };

  /** The database was closed, deleted or wiped under us: this host is over, and the next event makes another. */
  const stopOnLostDatabase = (error: unknown): void => {
    if (!store.db.isOpen() || error instanceof EmptiedDatabaseError) stop();
    else console.error("sync: the store failed", error);
  };

  const answer = (): void => {
    if (answering || stopped) return;
    const { db } = store;
    answering = runAnswers({
      open: () => openQuestions(db),
      ask,
      note: (question, next) => noteAsking(db, question, next),
      answered: () => send({ type: "flush" }),
      clock,
    })
      .then(({ next, reached }) => {
        answering = null;
        unreached = reached ? 0 : unreached + 1;
        cancelAnswers();
        asksAt = null;
        if (next !== null && !stopped) {
          const pause = reached ? 0 : backoffDelay(unreached, "server", random());
          const wait = Math.max(1_000, pause, next - clock.now());
          asksAt = clock.now() + wait;
          cancelAnswers = clock.after(wait, answer);
        }
      })
      .catch((error: unknown) => {
        answering = null;
        stopOnLostDatabase(error);
      })
      .finally(settleIfQuiet);
  };

  const settleIfQuiet = (): void => {
    const busy = state.running || answering !== null;
    const planned = state.due !== null;
    const asks = lastOk && asksAt !== null && asksAt - clock.now() <= ASK_PAUSE_MAX_MS;
    const done = waiters.filter(
      ({ throughRetries, throughAsks }) =>
        stopped ||
        (!busy && !(asks && throughAsks) && (!planned || (state.failures > 0 && !throughRetries))),
    );
    waiters = waiters.filter((waiter) => !done.includes(waiter));
    for (const { resolve } of done) resolve({ ok: lastOk && !stopped });
  };

  const stop = (): void => {
    stopped = true;
    cancelWake();
    cancelAnswers();
    settleIfQuiet();
  };

  return {
    send,
    settled: (patience) =>
      new Promise((resolve) => {
        waiters.push({ ...patience, resolve });
        settleIfQuiet();
      }),
    stop,
    stopped: () => stopped,
    asking: () => answering !== null,
    stuck: () => state.running && clock.now() - steppedAt > STEP_MAX_MS,
  };
};

/** The platform's clock and timers. */
export const systemClock: Clock = {
  now: () => Date.now(),
  after(ms, callback) {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  },
};
