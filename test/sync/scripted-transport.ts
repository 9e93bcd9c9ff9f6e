import type { Mutation } from "../../src/model/mutation.ts";
import type { Transport } from "../../src/sync/ports.ts";
import type { Ack, SyncOutcome, SyncRequest } from "../../src/sync/protocol.ts";
import type { ServerRows } from "../store/support/server-rows.ts";

/** One call as the script sees it. */
export interface Call {
  request: SyncRequest;
  mutations: Mutation[];
}

type Script = (call: Call, index: number) => SyncOutcome | Promise<SyncOutcome>;

/** A transport whose every answer is the script's, and a record of what was asked. */
export const scriptedTransport = (script: Script): Transport & { calls: Call[] } => {
  const calls: Call[] = [];
  return {
    calls,
    sync: async (request) => {
      const mutations = request.mutations.map((text) => JSON.parse(text) as Mutation);
      const call = { request, mutations };
      calls.push(call);
      return script(call, calls.length - 1);
    },
  };
};

/** The answer of a server that takes everything as it is, or as `answered` says. */
export const taken = (
  server: ServerRows,
  { request, mutations }: Call,
  answered: (mutation: Mutation, i: number) => Ack = (mutation, i) => server.accept(mutation, i),
): SyncOutcome => ({
  kind: "ok",
  response: server.answer(request.cursor, {
    acks: mutations.map((mutation, i) => answered(mutation, i)),
    limit: request.limit,
  }),
});
