/** What the engine needs from its host. All of it is injected, so that the same engine runs under a virtual clock. */
import type { Mutation } from "../model/mutation.ts";
import type { SyncOutcome, SyncRequest, SyncResponse } from "./protocol.ts";

export interface BatchLimits {
  count: number;
  /** Of the mutations as JSON, in UTF-16 code units. */
  bytes: number;
}

/** What a cycle starts from, read in one transaction. */
export interface Snapshot {
  /** Null in a guest's database, which never syncs. */
  user: string | null;
  device: string;
  epoch: string | null;
  cursor: number;
  mutations: Mutation[];
  /** Whether unsent mutations remain beyond this batch. */
  more: boolean;
  /** Whether everything is being pulled again ([E1]). */
  resyncing: boolean;
}

/** What was asked, as far as applying the answer depends on it. */
export interface Sent {
  user: string;
  epoch: string | null;
  cursor: number;
  mutations: Mutation[];
  /** Local clock when the request left, in ms: dates the server's clock against ours. */
  sentAt: number;
  /** Local clock when the answer came, in ms. */
  answeredAt: number;
}

export type Applied =
  /**
   * The page is stored. `digest` is `unknown` before the newest row is reached, and `resyncing` where everything is to be pulled again
   * from 0, or has been and has left something to push: the next call goes on at once.
   */
  | {
      kind: "applied";
      cursor: number;
      digest: "equal" | "different" | "unknown" | "resyncing";
    }
  /** Another context moved on meanwhile; nothing was changed. Read and ask again. */
  | { kind: "stale" };

/** The device's store, for one user. Every method is one transaction. */
export interface SyncStore {
  /** `underWay` are mutations whose answer is still to be stored: they are left out, as long as they are what the outbox holds. */
  read(limits: BatchLimits, underWay?: readonly Mutation[]): Promise<Snapshot>;
  /** Goes ahead only if user, epoch and cursor are still those of `sent`. */
  apply(sent: Sent, response: SyncResponse): Promise<Applied>;
  /** Takes one mutation that fails alone, time and again, out of the way; it stays in the overlay and is shown. */
  park(mutation: Mutation): Promise<void>;
  /** What the pill and the panel read. Written only when it differs from what is stored. */
  report(status: SyncStatus): Promise<void>;
}

export interface SyncStatus {
  phase: "idle" | "syncing" | "retrying";
  /** Why it is not going on; null when nothing is wrong. */
  problem: "network" | "server" | "signin" | "upgrade" | "digest" | null;
}

export interface Transport {
  /** One attempt, ended after `timeoutMs` at the latest. Never throws. */
  sync(request: SyncRequest, timeoutMs: number): Promise<SyncOutcome>;
}

/** Time in ms since 1970, and timers; virtual in tests. */
export interface Clock {
  now(): number;
  /** Calls back once after `ms`; the returned function cancels. */
  after(ms: number, callback: () => void): () => void;
}
