/** What lies between a device and the server: each call leaves, is carried out and comes back on its own, if it does. */
import type { AskOutcome } from "../../src/sync/answers.ts";
import type { Transport } from "../../src/sync/ports.ts";
import type { SyncOutcome, SyncRequest, SyncResponse } from "../../src/sync/protocol.ts";
import { parseSyncResponse } from "../../src/transport/parse-response.ts";
import type { Device } from "./device.ts";
import { CURRENT } from "./history.ts";
import type { Random } from "./prng.ts";
import { type CallResult, LOCK_TIMEOUT, type UserState } from "./server.ts";
import { Violation } from "./violation.ts";
import type { World } from "./world.ts";

const ASK_TIMEOUT_MS = 90_000;
/** Failures that the server means: all others, but for a lock's time-out, are bugs. */
const REFUSALS: Readonly<Record<string, SyncOutcome>> = { PT403: { kind: "reauthenticate" } };

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
  /** Commits so many ms after it has merged. */
  late: number | null;
  /** A second delivery after so many ms. */
  again: number | null;
  /** Whether a dead connection shows at once. */
  reset: boolean;
}

/** A request on its way, with the time when it left. */
interface Sent {
  text: string;
  at: number;
}

export class Network {
  partition: Partition = "none";
  /** Whether the device has a session that the server takes. */
  signedIn = true;
  /** Another student who has signed in on this device while its contexts still run. */
  other: string | null = null;
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
      late: random.chance(rates.lateCommit) ? random.between(50, 4_000) : null,
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
    const { other } = this;
    // The session of the database's own student is gone; whether a context has noticed is up to chance.
    if (!this.signedIn || (other !== null && fate.reset && !world.mutant.forgetsUser)) {
      scheduler.after(fate.there, () => answer({ kind: "reauthenticate" }));
      return;
    }
    const asked = JSON.stringify({
      ...request,
      limit: Math.min(request.limit, device.setup.pageRows),
    });
    const text = world.mutant.request?.(asked, device.now(), device.view()) ?? asked;
    if (text !== asked)
      world.oracle.sendsInstead(JSON.parse(asked) as SyncRequest, JSON.parse(text) as SyncRequest);
    if (this.blocks("out") || fate.lost) {
      world.happened(this.partition === "none" ? "request-lost" : `partition-${this.partition}`);
      this.refuse(fate, answer);
      return;
    }
    if (fate.there > 2_000) world.happened("slow");
    if (other !== null) {
      scheduler.after(fate.there, () =>
        world.during(async () => {
          const outcome = await this.carryOutAs(other, text);
          scheduler.after(fate.back, () => answer(outcome));
        }),
      );
      return;
    }
    const sent: Sent = { text, at: scheduler.now };
    scheduler.after(fate.there, () => this.arrive(sent, fate, answer));
    if (fate.again !== null)
      scheduler.after(fate.there + fate.again, () => {
        world.happened("duplicate-late");
        world.during(() => this.carryOut(sent).then(() => {}));
      });
  }

  /** A connection that is no more: some networks say so at once, some never. */
  private refuse(fate: Fate, answer: (outcome: SyncOutcome) => void): void {
    if (fate.reset)
      this.world.scheduler.after(fate.back, () => answer({ kind: "retry", cause: "network" }));
  }

  private arrive(sent: Sent, fate: Fate, answer: (outcome: SyncOutcome) => void): void {
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
    const back = (outcome: SyncOutcome): void => {
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
    };
    const { late } = fate;
    world.during(async () => {
      const { user } = this.device.setup;
      if (late === null || !(await world.server.beginLate(user, world.scheduler.now, sent.text))) {
        back(await this.carryOut(sent));
        return;
      }
      world.happened("late-commit");
      world.scheduler.after(late, () =>
        world.during(async () => {
          const { seq } = world.oracle.history(user).now;
          back(this.told(sent, await world.server.finishLate(user, seq)));
        }),
      );
    });
  }

  /** Has the server do what a request says. */
  private async carryOut(sent: Sent): Promise<SyncOutcome> {
    const { world } = this;
    const { user } = this.device.setup;
    const { seq } = world.oracle.history(user).now;
    return this.told(sent, await world.server.sync(user, world.scheduler.now, seq, sent.text));
  }

  /** A request that left with another student's token. */
  private async carryOutAs(other: string, text: string): Promise<SyncOutcome> {
    const { world } = this;
    const asked = world.mutant.forgetsUser
      ? JSON.stringify({ ...(JSON.parse(text) as SyncRequest), user: other })
      : text;
    const result = await world.server.sync(other, world.scheduler.now, 0, asked);
    if (result.ok) throw new Violation("[G5] the server took what is another student's");
    return REFUSALS[result.code] ?? { kind: "retry", cause: "server" };
  }

  /** Shows the oracle what came of a request. */
  private told({ text, at }: Sent, result: CallResult): SyncOutcome {
    const { world, device } = this;
    const { user, edition } = device.setup;
    const history = world.oracle.history(user);
    const seqBefore = history.now.seq;
    if (!result.ok) {
      if (result.code !== LOCK_TIMEOUT)
        throw new Violation(`the server failed: ${result.code} ${result.message}`);
      world.happened("lock-timeout");
      return { kind: "retry", cause: "server" };
    }
    const request = JSON.parse(text) as SyncRequest;
    const answered = parseSyncResponse(JSON.parse(result.text));
    if (!answered) throw new Violation(`the server's answer is none: ${result.text.slice(0, 300)}`);
    const { state } = result;
    const response = world.mutant.answer?.(answered, text, at, state.rows) ?? answered;
    world.log(
      `server: ${request.mutations.length} from device ${device.watched.index} at ${request.cursor}, clock ${seqBefore} -> ${state.seq}, ${response.rows.length} rows`,
    );
    const done = world.oracle.serverCommitted(request, answered, state, world.scheduler.now);
    world.rejected += done.rejected;
    world.superseded += done.superseded;
    for (let i = 0; i < done.restamped; i += 1) world.happened("restamp");
    if (done.purged > 0) world.happened("purged");
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
          const { said: claim } = await this.reply("claim_reply", question, 0);
          if (claim === null) back({ kind: "failed", afterMs: null });
          else if (claim.status === "answered") back({ kind: "answered" });
          else if (claim.status === "busy")
            back({ kind: "busy", afterMs: Number(claim.retry_after_ms) });
          else if (claim.status === "unknown") back({ kind: "unknown" });
          else if (claim.status === "quota")
            back({ kind: "limited", by: "quota", afterMs: Number(claim.retry_after_ms) });
          else if (fate.serverError) back({ kind: "failed", afterMs: null });
          else
            scheduler.after(this.random.between(300, 4_000), () =>
              world.during(async () => {
                const { seq } = world.oracle.history(user).now;
                const { said: saved, state } = await this.reply(
                  "save_reply",
                  String(claim.reply_id),
                  String(claim.lease),
                  `Think of it so: ${question}`,
                );
                if (saved === null) {
                  back({ kind: "failed", afterMs: null });
                  return;
                }
                world.oracle.serverWrote(user, state, scheduler.now);
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

  /** Has the server carry out a step of replying; null if it had to wait too long for the student's clock. */
  private async reply(
    name: string,
    ...values: (string | number)[]
  ): Promise<{ said: Record<string, unknown>; state: UserState } | { said: null; state: null }> {
    const { world, device } = this;
    const { user } = device.setup;
    const { seq } = world.oracle.history(user).now;
    const call = world.server.callOf(name, ...values);
    const result = await world.server.call(user, world.scheduler.now, seq, call);
    if (!result.ok && result.code === LOCK_TIMEOUT) return { said: null, state: null };
    if (!result.ok) throw new Violation(`the server failed: ${result.code} ${result.message}`);
    return { said: JSON.parse(result.text) as Record<string, unknown>, state: result.state };
  }
}
