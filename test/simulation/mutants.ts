/** Bugs planted to see that the simulation finds them. Each is put around the real parts; none changes them. */
import type { Mutation } from "../../src/model/mutation.ts";
import type { SyncRequest } from "../../src/sync/protocol.ts";
import { applyBlindly, dropAtAck } from "./store-mutants.ts";
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

/** Each made anew for each use: some remember what they have seen. */
export const MUTANTS: Readonly<Record<string, () => Mutant>> = {
  "an entry dropped at its acknowledgement": () => ({ store: dropAtAck }),
  "a page applied whatever the cursor has become": () => ({ store: applyBlindly }),
  "a stamp taken at each resend": stampsAtResend,
  "every failure taken for a refusal": rejectsAll,
};
