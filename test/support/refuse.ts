/** A server that will not take some changes, as far as the device hears. */
import type { BrowserContext } from "playwright-core";
import type { Ack } from "../../src/sync/protocol.ts";
import { onSyncCall } from "./rows.ts";

/**
 * From now on every answer tells that the changes of these tables were refused, each with its table's code. The server never sees them:
 * it answers the rest of the call. The returned function ends it.
 */
export const refuse = (
  context: BrowserContext,
  codes: Readonly<Record<string, string>>,
): Promise<() => void> =>
  onSyncCall(context, async (route, { mutations }) => {
    const body = route.request().postDataJSON();
    const taken = mutations.map(({ table }) => codes[table] === undefined);
    const passed = body.request.mutations.filter((_: string, i: number) => taken[i]);
    const response = await route.fetch({
      postData: JSON.stringify({ request: { ...body.request, mutations: passed } }),
    });
    if (!response.ok()) return route.fulfill({ response });
    const answer = await response.json();
    const given: Ack[] = answer.acks;
    let n = 0;
    const acks = mutations.map(({ table }, i): Ack => {
      const code = codes[table];
      if (code !== undefined) return { i, status: "rejected", code };
      const ack = given[n];
      if (!ack) throw new Error("the server acknowledged less than it was sent");
      n += 1;
      return { ...ack, i };
    });
    return route.fulfill({ response, json: { ...answer, acks } });
  });
