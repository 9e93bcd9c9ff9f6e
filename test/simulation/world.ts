/** One run: a clock, a server, some students with their devices, and the oracle that watches them. */
import { createHash } from "node:crypto";
import type { AthroDatabase } from "../../src/store/database.ts";
import type { Device } from "./device.ts";
import { CALM, type FaultCounts, type FaultKind, noFaults, type Rates } from "./faults.ts";
import { Oracle } from "./oracle.ts";
import { Scheduler } from "./scheduler.ts";
import type { Server, ServerRow } from "./server.ts";
import type { SyncOutcome, SyncRequest, SyncResponse } from "../../src/sync/protocol.ts";
import type { DeviceView } from "./device-view.ts";

/** A bug planted for the self-check: what it does to a device's traffic and store, or to the server's answers. */
export interface Mutant {
  /** Changes a request on its way out, at the device's time; `view` is the disk that it came from. */
  request?(text: string, now: number, view: DeviceView): string;
  /** Changes what the server says to a request that left at `sentAt`; `written` are the row versions that it made. */
  answer?(
    response: SyncResponse,
    text: string,
    sentAt: number,
    written: readonly ServerRow[],
  ): SyncResponse;
  /** Changes an outcome on its way to the engine. */
  outcome?(outcome: SyncOutcome, request: SyncRequest, now: number): SyncOutcome;
  /** Changes the database of a context that syncs. */
  store?(db: AthroDatabase): void;
  /** Changes the database of the page that the student writes in. */
  page?(db: AthroDatabase): void;
  /** Changes a guest's database once its work has been taken over. */
  adopted?(guest: AthroDatabase): void;
  /** Neither device nor server asks whose the data is that leaves with a token. */
  forgetsUser?: true;
}

const START = Date.UTC(2027, 1, 1, 7, 30);

const TRACE_LENGTH = 400;

export class World {
  readonly scheduler = new Scheduler(START);
  readonly oracle = new Oracle();
  readonly faults: FaultCounts = noFaults();
  readonly devices: Device[] = [];
  readonly server: Server;
  readonly mutant: Mutant;
  rates: Rates = CALM;
  ops = 0;
  rejected = 0;
  superseded = 0;
  failure: Error | null = null;
  /** Nobody opens the app. */
  away = false;
  private readonly digest = createHash("sha256");
  /** The last events, for whoever reads a failure. */
  readonly trace: string[] = [];

  constructor(server: Server, mutant: Mutant) {
    this.server = server;
    this.mutant = mutant;
  }

  happened(kind: FaultKind): void {
    this.faults[kind] += 1;
  }

  log(line: string): void {
    const dated = `+${((this.scheduler.now - START) / 1000).toFixed(3)} ${line}`;
    this.digest.update(dated);
    this.trace.push(dated);
    if (this.trace.length > TRACE_LENGTH) this.trace.shift();
  }

  /** Of everything that was logged: the same for the same run. */
  fingerprint(): string {
    return this.digest.copy().digest("hex");
  }

  /** The first failure counts; the run ends with it. */
  fail(error: unknown): void {
    this.failure ??= error instanceof Error ? error : new Error(String(error));
  }

  /** Runs `work` as part of the event that is going on. */
  during(work: () => Promise<void>): void {
    void this.scheduler.track(work).catch((error: unknown) => this.fail(error));
  }

  /** Runs one event and lets the oracle look at what it left. False if there was none, or after a failure. */
  async step(): Promise<boolean> {
    if (this.failure || !(await this.scheduler.step())) return false;
    try {
      for (const device of this.devices) device.look();
    } catch (error) {
      this.fail(error);
    }
    return this.failure === null;
  }

  /** Runs all events up to a point in time. */
  async runUntil(time: number): Promise<void> {
    for (;;) {
      const next = this.scheduler.nextAt();
      if (next === null || next > time) break;
      if (!(await this.step())) return;
    }
    this.scheduler.now = Math.max(this.scheduler.now, time);
  }
}
