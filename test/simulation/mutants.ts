/** Bugs planted to see that the simulation finds them. Each is put around the real parts; none changes them. */
import type { Mutation } from "../../src/model/mutation.ts";
import type { Ack, SyncRequest } from "../../src/sync/protocol.ts";
import { applyBlindly, countOperations, dropAtAck } from "./store-mutants.ts";
import type { Mutant } from "./world.ts";

/** A mutation is stamped when it is sent, and so anew whenever it is sent again. */
const stampsAtResend = (): Mutant => {
  const sent = new Set<string>();
  return {
    request: (text, now) => {
      const request = JSON.parse(text) as SyncRequest;
      const mutations = request.mutations.map((one) => {
        const mutation = JSON.parse(one) as Mutation;
        const again = sent.has(mutation.mid);
        sent.add(mutation.mid);
        if (!again || mutation.stamp > now) return one;
        const { stamps: _, ...rest } = mutation;
        return JSON.stringify({ ...rest, stamp: now });
      });
      return JSON.stringify({ ...request, mutations });
    },
  };
};

/** Whatever goes wrong counts as a refusal of what was sent. */
const rejectsAll = (): Mutant => {
  let epoch: string | null = null;
  return {
    outcome: (outcome, request, now) => {
      if (outcome.kind === "ok") epoch = outcome.response.epoch;
      if (outcome.kind !== "retry" || epoch === null || request.mutations.length === 0)
        return outcome;
      return {
        kind: "ok",
        response: {
          protocol: 1,
          user: request.user,
          acks: request.mutations.map((_, i) => ({ i, status: "rejected", code: "XX000" })),
          rows: [],
          cursor: request.cursor,
          high_water: request.cursor,
          epoch,
          digest: 0,
          server_time: now,
          more: true,
        },
      };
    },
  };
};

/**
 * Each device numbers its operations, and the server takes none whose number is not above the last that it has seen of the device. A
 * device that forgot some, or a server that did, is then out of step.
 */
const countsOperations = (): Mutant => {
  /** By device. */
  const last = new Map<string, number>();
  /** Of each request as it went on: how many mutations it had before, which of them are left, and its highest number. */
  const passed = new Map<string, { count: number; taken: number[]; highest: number }>();
  return {
    page: countOperations,
    store: countOperations,
    request: (text, _now, view) => {
      const request = JSON.parse(text) as SyncRequest;
      const seen = last.get(request.device) ?? 0;
      const numbers = request.mutations.map((one) => {
        const { table, id } = JSON.parse(one) as Mutation;
        return view.entry(table, id)?.n ?? Number.POSITIVE_INFINITY;
      });
      const taken = [...numbers.keys()].filter((i) => (numbers[i] ?? 0) > seen);
      const sent = JSON.stringify({
        ...request,
        mutations: taken.map((i) => request.mutations[i]),
      });
      const highest = Math.max(seen, ...numbers.filter(Number.isFinite));
      passed.set(sent, { count: numbers.length, taken, highest });
      return sent;
    },
    answer: (response, text) => {
      const { device } = JSON.parse(text) as SyncRequest;
      const { count, taken, highest } = passed.get(text) ?? { count: 0, taken: [], highest: 0 };
      last.set(device, Math.max(last.get(device) ?? 0, highest));
      const acks = Array.from({ length: count }, (_, i): Ack => {
        const ack = response.acks[taken.indexOf(i)];
        return ack ? { ...ack, i } : { i, status: "applied", seq: response.high_water };
      });
      return { ...response, acks };
    },
  };
};

/** Rows are dated when their transaction begins, and a device asks for those with a later date than it has seen. */
const pullsByDate = (): Mutant => {
  /** Of each row version, by student and seq. */
  const dates = new Map<string, number>();
  /** The latest that a device has seen. */
  const seen = new Map<string, number>();
  return {
    answer: (response, text, sentAt, written) => {
      const { user, device } = JSON.parse(text) as SyncRequest;
      for (const { seq } of written) dates.set(`${response.epoch} ${user} ${seq}`, sentAt);
      const after = seen.get(device) ?? 0;
      const dateOf = (seq: number): number =>
        dates.get(`${response.epoch} ${user} ${seq}`) ?? Infinity;
      const rows = response.rows.filter(({ row }) => dateOf(row.seq) >= after);
      seen.set(
        device,
        rows.reduce((latest, { row }) => {
          const date = dateOf(row.seq);
          return Number.isFinite(date) ? Math.max(latest, date) : latest;
        }, after),
      );
      return { ...response, rows };
    },
  };
};

/** By the words of the design; each made anew for each run, since some remember what they have seen. */
export const MUTANTS: Readonly<Record<string, () => Mutant>> = {
  "an entry dropped at its acknowledgement": () => ({ store: dropAtAck }),
  "a page applied whatever the cursor has become": () => ({ store: applyBlindly }),
  "operations told apart by a counter": countsOperations,
  "a stamp taken at each resend": stampsAtResend,
  "every failure taken for a refusal": rejectsAll,
  "a guest's database cleared after adoption": () => ({
    adopted: (guest) => {
      for (const table of guest.tables) if (table.name !== "meta") void table.clear();
    },
  }),
  "no look at whose the data is": () => ({ forgetsUser: true }),
  "a cursor of dates": pullsByDate,
};
