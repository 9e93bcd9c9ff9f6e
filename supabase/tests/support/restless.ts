import { setTimeout as sleep } from "node:timers/promises";
import type { Pool } from "pg";
import type { Mutation } from "../../../src/model/mutation.ts";
import type { SyncResponse, WireRow } from "../../../src/sync/protocol.ts";
import type { Given } from "./audit.ts";
import { callOn, type CallHooks, type Line, openLine, passingFailure, syncOn } from "./line.ts";
import { change, newMessage } from "./records.ts";

/** What befalls a call. A moment is in ms after the call has begun, so what it hits is for the machine to say. */
const FATES = ["none", "late commit", "killed", "cancelled", "timed out", "cut"] as const;
export type Fate = (typeof FATES)[number];

/** A call that has been tried so often has come to a standstill. */
const TRIES_MAX = 400;
const PAGE_ROWS = 7;

export interface Course {
  url: string;
  /** For the hand that kills. */
  pool: Pool;
  /** Fates that were dealt, and failures that were met, by name. */
  met: Map<string, number>;
  /** By student, the highest high-water mark that any device has been given. */
  known: Map<string, number>;
}

const count = ({ met }: Course, name: string): void => void met.set(name, (met.get(name) ?? 0) + 1);

const titleVersion = (stamps: unknown): [stamp: number, rev: number] => {
  const given: unknown = Object(stamps).title;
  return Array.isArray(given) ? [Number(given[0]), Number(given[1])] : [0, 0];
};

/** A device of a student that writes, pulls, asks for replies, and sends whatever failed again until it is answered. */
export class RestlessDevice {
  readonly given: Given[] = [];
  readonly replica = new Map<string, WireRow>();
  /** Seq of each reply that was saved. */
  readonly saved: number[] = [];
  readonly #course: Course;
  readonly #student: string;
  readonly #name: string;
  readonly #random: () => number;
  #cursor = 0;
  #made = 0;
  #stamp = 1000;
  #line: Line | undefined;

  constructor(course: Course, student: string, name: string, random: () => number) {
    this.#course = course;
    this.#student = student;
    this.#name = name;
    this.#random = random;
  }

  get cursor(): number {
    return this.#cursor;
  }

  /** Writes a little and then pulls until there is no more; `session` is what every device of the student writes to. */
  async round(session: Mutation): Promise<void> {
    const writes = Array.from({ length: 1 + this.#below(3) }, () => this.#write(session));
    await this.sync(writes);
    if (this.#below(3) === 0) await this.#answer();
  }

  /** Mutations in the first call, and then calls until nothing is left to pull. */
  async sync(mutations: Mutation[], isCalm = false): Promise<void> {
    for (let part = mutations, more = true; more; part = []) {
      const { cursor } = this;
      const known = this.#course.known.get(this.#student) ?? 0;
      const body = JSON.stringify({
        protocol: 1,
        user: this.#student,
        device: this.#name,
        cursor,
        mutations: part.map((one) => JSON.stringify(one)),
        limit: PAGE_ROWS,
      });
      const answer = await this.#insist(
        (line, hooks) => syncOn(line, this.#student, body, hooks),
        isCalm,
      );
      this.given.push({ cursor, limit: PAGE_ROWS, mutations: part, known, answer });
      this.#apply(answer);
      more = answer.more;
    }
  }

  close(): Promise<void> {
    return this.#line?.close() ?? Promise.resolve();
  }

  #apply({ rows, cursor, high_water }: SyncResponse): void {
    for (const one of rows) this.replica.set(one.row.id, one);
    this.#cursor = cursor;
    const known = this.#course.known.get(this.#student) ?? 0;
    this.#course.known.set(this.#student, Math.max(known, high_water));
  }

  #write(session: Mutation): Mutation {
    const name = `${this.#name}/${(this.#made += 1)}`;
    if (this.#below(5) < 3)
      return newMessage({ session_id: session.id, content: name, wants_reply: true });
    // Of the title that this device knows, or of none; stamped after that one, and after what it has written itself ([W3]).
    const [stamp, rev] = titleVersion(this.replica.get(session.id)?.row["stamps"]);
    this.#stamp = Math.max(this.#stamp, stamp) + 1 + this.#below(4);
    return change(
      session,
      "title",
      { title: name },
      { base: { title: this.#below(3) === 0 ? 0 : rev }, stamp: this.#stamp },
    );
  }

  async #answer(): Promise<void> {
    const questions = [...this.replica.values()].filter(({ row }) => row["wants_reply"] === true);
    const question = questions[this.#below(questions.length)]?.row.id;
    if (question === undefined) return;
    const claim = await this.#insist<{ status: string; reply_id?: string; lease?: string }>(
      (line, hooks) =>
        callOn(line, this.#student, ["public.claim_reply($1, 0)", [question]], hooks),
    );
    if (claim.status !== "claimed") return;
    const reply = await this.#insist<{ status: string; seq?: number }>((line, hooks) =>
      callOn(
        line,
        this.#student,
        ["public.save_reply($1, $2, $3)", [claim.reply_id, claim.lease, `Reply of ${this.#name}`]],
        hooks,
      ),
    );
    count(this.#course, `reply ${reply.status}`);
    if (reply.seq !== undefined) this.saved.push(reply.seq);
  }

  async #insist<T>(call: (line: Line, hooks: CallHooks) => Promise<T>, isCalm = false): Promise<T> {
    for (let tries = 0; tries < TRIES_MAX; tries += 1) {
      try {
        return await this.#attempt(call, isCalm ? "none" : this.#draw());
      } catch (error) {
        count(this.#course, passingFailure(error));
        await sleep(this.#random() * 12);
      }
    }
    throw new Error(`no answer after ${TRIES_MAX} tries`);
  }

  async #attempt<T>(call: (line: Line, hooks: CallHooks) => Promise<T>, fate: Fate): Promise<T> {
    count(this.#course, fate);
    const line = (this.#line ??= await openLine(this.#course.url));
    const moment = this.#random() * 9;
    const blow = this.#strike(line, fate, moment);
    try {
      return await call(line, {
        prepare: async () => {
          if (fate === "timed out")
            await line.query(`set local statement_timeout = ${1 + Math.floor(moment / 2)}`);
        },
        beforeCommit: async () => {
          if (fate === "late commit") await sleep(moment * 2);
        },
      });
    } catch (error) {
      if (["lost", "57P01"].includes(passingFailure(error))) this.#line = undefined;
      throw error;
    } finally {
      await blow;
      if (fate === "killed" || fate === "cut") this.#line = undefined;
    }
  }

  async #strike(line: Line, fate: Fate, moment: number): Promise<void> {
    if (fate !== "killed" && fate !== "cancelled" && fate !== "cut") return;
    await sleep(moment);
    if (fate === "cut") line.cut();
    else
      await this.#course.pool.query(
        `select pg_${fate === "killed" ? "terminate" : "cancel"}_backend($1)`,
        [line.pid],
      );
  }

  #draw(): Fate {
    return (this.#below(2) === 0 ? undefined : FATES[this.#below(FATES.length)]) ?? "none";
  }

  #below(n: number): number {
    return Math.floor(this.#random() * n);
  }
}
