/** What lies between a device and the server: each call leaves, is carried out and comes back on its own, if it does. */
import type { AskOutcome } from "../../src/sync/answers.ts";
import type { Transport } from "../../src/sync/ports.ts";
import type { SyncOutcome, SyncRequest, SyncResponse } from "../../src/sync/protocol.ts";
import { parseSyncResponse } from "../../src/transport/parse-response.ts";
import type { Device } from "./device.ts";
import { CURRENT } from "./history.ts";
import type { Random } from "./prng.ts";
import { Violation } from "./violation.ts";
import type { World } from "./world.ts";

const ASK_TIMEOUT_MS = 90_000;
/** Failures that the server means: all others are bugs. */
const LOCK_BUSY = "55P03";

export type Partition = "none" | "in" | "out" | "all";

/** How one call fares; drawn when it leaves, so that what happens later moves no other call. */
interface Fate {
  there: number;
  back: number;
  lost: boolean;
  answerLost: boolean;
  answerLate: boolean;
  serverError: boolean;
  timedOutThere: boolean;
  /** A second delivery after so many ms. */
  again: number | null;
  /** Whether a dead connection shows at once. */
  reset: boolean;
}

export class Network {
  partition: Partition = "none";
  /** Whether the device has a session that the server takes. */
  signedIn = true;
  private readonly world: World;
  private readonly device: Device;
  private readonly random: Random;
  private calls = 0;

  constructor(world: World, device: Device, random: Random) {
    this.world = world;
    this.device = device;
    this.random = random;
  }

  blocks(direction: "in" | "out"): boolean {
    return this.partition === "all" || this.partition === direction;
  }

  private fate(): Fate {
    const { rates } = this.world;
    this.calls += 1;
    const random = this.random.fork(String(this.calls));
    const latency = () => (random.chance(0.9) ? random.between(15, 180) : random.between(180, 900));
    const slow = random.chance(rates.slow);
    return {
      there: latency() + (slow ? random.between(2_000, 30_000) : 0),
      back: latency(),
      lost: random.chance(rates.requestLost),
      answerLost: random.chance(rates.responseLost),
      answerLate: random.chance(rates.responseLate),
      serverError: random.chance(rates.serverError),
      timedOutThere: random.chance(rates.statementTimeout),
      again: random.chance(rates.duplicate) ? random.between(50, 240_000) : null,
      reset: random.chance(0.6),
    };
  }

  transport(alive: () => boolean): Transport {
    return {
      sync: (request, timeoutMs) =>
        new Promise((resolve) => {
          let open = true;
          const answer = (outcome: SyncOutcome): void => {
            if (!open) return;
            open = false;
            cancel();
            const { world } = this;
            if (alive())
              resolve(world.mutant.outcome?.(outcome, request, world.scheduler.now) ?? outcome);
          };
          const cancel = this.world.scheduler.after(timeoutMs, () =>
            answer(
              request.mutations.length > 1
                ? { kind: "split" }
                : { kind: "retry", cause: "network" },
            ),
          );
          this.send(request, answer);
        }),
    };
  }

  private send(request: SyncRequest, answer: (outcome: SyncOutcome) => void): void {
    const { world, device } = this;
    const { scheduler } = world;
    const fate = this.fate();
    if (request.user !== device.setup.user)
      world.fail(new Violation(`[G5] a request for ${request.user} from another's device`));
    if (!this.signedIn) {
      scheduler.after(fate.there, () => answer({ kind: "reauthenticate" }));
      return;
    }
    const asked = JSON.stringify({
      ...request,
      limit: Math.min(request.limit, device.setup.pageRows),
    });
    const text = world.mutant.request?.(asked, device.now()) ?? asked;
    if (text !== asked)
      world.oracle.sendsInstead(JSON.parse(asked) as SyncRequest, JSON.parse(text) as SyncRequest);
    if (this.blocks("out") || fate.lost) {
      world.happened(this.partition === "none" ? "request-lost" : `partition-${this.partition}`);
      this.refuse(fate, answer);
      return;
    }
    if (fate.there > 2_000) world.happened("slow");
    scheduler.after(fate.there, () => this.arrive(text, fate, answer));
    if (fate.again !== null)
      scheduler.after(fate.there + fate.again, () => {
        world.happened("duplicate-late");
        world.during(() => this.carryOut(text).then(() => {}));
      });
  }

  /** A connection that is no more: some networks say so at once, some never. */
  private refuse(fate: Fate, answer: (outcome: SyncOutcome) => void): void {
    if (fate.reset)
      this.world.scheduler.after(fate.back, () => answer({ kind: "retry", cause: "network" }));
  }

  private arrive(text: string, fate: Fate, answer: (outcome: SyncOutcome) => void): void {
    const { world } = this;
    if (fate.serverError) {
      world.happened("server-error");
      world.scheduler.after(fate.back, () => answer({ kind: "retry", cause: "server" }));
      return;
    }
    if (fate.timedOutThere) {
      world.happened("statement-timeout");
      world.scheduler.after(fate.back, () => answer({ kind: "split" }));
      return;
    }
    world.during(async () => {
      const outcome = await this.carryOut(text);
      if (this.blocks("in") || fate.answerLost) {
        world.happened(this.partition === "none" ? "response-lost" : `partition-${this.partition}`);
        this.refuse(fate, answer);
        return;
      }
      if (fate.answerLate) world.happened("response-late");
      world.scheduler.after(fate.back + (fate.answerLate ? 15_000 : 0), () => {
        if (this.blocks("in")) this.refuse(fate, answer);
        else answer(outcome);
      });
    });
  }

  /** Has the server do what a request says, and shows the oracle what came of it. */
  private async carryOut(text: string): Promise<SyncOutcome> {
    const { world, device } = this;
    const { user, edition } = device.setup;
    const history = world.oracle.history(user);
    const seqBefore = history.now.seq;
    const result = await world.server.sync(user, world.scheduler.now, text);
    if (!result.ok) {
      if (result.code === LOCK_BUSY) return { kind: "retry", cause: "server" };
      throw new Violation(`the server failed: ${result.code} ${result.message}`);
    }
    const request = JSON.parse(text) as SyncRequest;
    const response = parseSyncResponse(JSON.parse(result.text));
    if (!response) throw new Violation(`the server's answer is none: ${result.text.slice(0, 300)}`);
    const state = await world.server.read(user, seqBefore);
    world.log(
      `server: ${request.mutations.length} from device ${device.watched.index} at ${request.cursor}, clock ${seqBefore} -> ${state.seq}, ${response.rows.length} rows`,
    );
    const done = world.oracle.serverCommitted(request, response, state);
    world.rejected += done.rejected;
    world.superseded += done.superseded;
    for (let i = 0; i < done.restamped; i += 1) world.happened("restamp");
    for (let i = 0; i < done.clashes; i += 1) world.happened("field-clash");
    if (state.seq > seqBefore) this.poke(state.seq);
    if (!response.more) device.watched.newest.add(`${response.epoch} ${response.cursor}`);
    return { kind: "ok", response: edition === CURRENT ? response : this.forOldApp(response) };
  }

  private forOldApp(response: SyncResponse): SyncResponse {
    const { edition } = this.device.setup;
    return {
      ...response,
      rows: response.rows.map(({ table, row }) => {
        if (edition.table(table) !== table) this.world.happened("unknown-table");
        else if (edition.row(table, row) !== row) this.world.happened("unknown-column");
        return { table: edition.table(table), row: { ...row, ...edition.row(table, row) } };
      }),
    };
  }

  /** Tells the student's devices that there is news; a poke may get lost. */
  private poke(seq: number): void {
    const { world } = this;
    for (const other of world.devices) {
      if (other.setup.user !== this.device.setup.user) continue;
      const lost = this.random.chance(world.rates.pokeLost);
      const delay = this.random.between(10, 250);
      if (lost) continue;
      world.scheduler.after(delay, () => {
        if (!other.network.blocks("in")) other.send({ type: "poke", seq });
      });
    }
  }

  /** Asks for the reply to a question, as the reply function would: claim, write, save. */
  ask(question: string, alive: () => boolean): Promise<AskOutcome> {
    const { world, device } = this;
    const { scheduler } = world;
    const { user } = device.setup;
    return new Promise((resolve) => {
      const answer = (outcome: AskOutcome): void => {
        cancel();
        if (alive()) resolve(outcome);
      };
      const cancel = scheduler.after(ASK_TIMEOUT_MS, () => answer({ kind: "unreachable" }));
      const fate = this.fate();
      const back = (outcome: AskOutcome): void => {
        const gone = this.blocks("in") || fate.answerLost;
        scheduler.after(fate.back, () => answer(gone ? { kind: "unreachable" } : outcome));
      };
      if (!this.signedIn || this.blocks("out") || fate.lost) {
        scheduler.after(fate.there, () => answer({ kind: "unreachable" }));
        return;
      }
      scheduler.after(fate.there, () =>
        world.during(async () => {
          const claim = await this.reply("select public.claim_reply($1, 0)::text as answer", [
            question,
          ]);
          if (claim.status === "answered") back({ kind: "answered" });
          else if (claim.status === "busy")
            back({ kind: "busy", afterMs: Number(claim.retry_after_ms) });
          else if (claim.status === "unknown") back({ kind: "unknown" });
          else if (fate.serverError) back({ kind: "failed", afterMs: null });
          else
            scheduler.after(this.random.between(300, 4_000), () =>
              world.during(async () => {
                const { seq } = world.oracle.history(user).now;
                const saved = await this.reply(
                  "select public.save_reply($1, $2, $3)::text as answer",
                  [claim.reply_id, claim.lease, `Think of it so: ${question}`],
                );
                const state = await world.server.read(user, seq);
                world.oracle.serverWrote(user, state);
                if (state.seq > seq) {
                  world.happened("reply-had");
                  this.poke(state.seq);
                }
                back(
                  saved.status === "lost" ? { kind: "busy", afterMs: 2_000 } : { kind: "answered" },
                );
              }),
            );
        }),
      );
    });
  }

  private async reply(sql: string, values: unknown[]): Promise<Record<string, unknown>> {
    const { world, device } = this;
    const result = await world.server.call(device.setup.user, world.scheduler.now, sql, values);
    if (!result.ok) throw new Violation(`the server failed: ${result.code} ${result.message}`);
    return JSON.parse(result.text) as Record<string, unknown>;
  }
}
