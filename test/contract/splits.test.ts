import { IDBFactory, IDBKeyRange } from "fake-indexeddb";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createHost, type Host, systemClock } from "../../src/host/host.ts";
import { newId } from "../../src/model/new-id.ts";
import { MESSAGE_LENGTH_MAX } from "../../src/model/limits.ts";
import { openDatabase } from "../../src/store/database.ts";
import type { Store } from "../../src/store/store.ts";
import { readSummary } from "../../src/store/summary.ts";
import { commit, create } from "../../src/store/write.ts";
import { createSyncTransport } from "../../src/transport/sync-transport.ts";
import {
  createUser,
  startTestBackend,
  type TestBackend,
  type TestUser,
} from "../support/backend.ts";
import { type FreshDatabase, freshDatabase } from "../support/database.ts";
import { syncRequest } from "./sync-call.ts";

let database: FreshDatabase;
let backend: TestBackend;
let user: TestUser;
beforeAll(async () => {
  database = await freshDatabase();
  backend = await startTestBackend({ databaseUrl: database.url });
});
afterAll(async () => {
  await backend.stop();
  await database.drop();
});
beforeEach(async () => {
  user = await createUser(backend);
});

interface Attempt {
  count: number;
  outcome: string;
}

/** A device of the student's: the app's own store, engine and transport, and what came of each call. */
const openDevice = async (): Promise<{ store: Store; host: Host; attempts: Attempt[] }> => {
  const options = { indexedDB: new IDBFactory(), IDBKeyRange, cache: "disabled" as const };
  const db = await openDatabase(user.id, newId, options);
  const store: Store = { db, user: user.id, now: Date.now, newId };
  const transport = createSyncTransport(backend, async () => ({
    kind: "token",
    token: user.accessToken,
  }));
  const attempts: Attempt[] = [];
  const host = createHost({
    store,
    transport: {
      sync: async (request, timeoutMs) => {
        const outcome = await transport.sync(request, timeoutMs);
        attempts.push({ count: request.mutations.length, outcome: outcome.kind });
        return outcome;
      },
    },
    ask: () => Promise.reject(new Error("no question was asked")),
    clock: systemClock,
    random: Math.random,
    alone: (body) => body(),
  });
  return { store, host, attempts };
};

const sync = async ({ host }: { host: Host }): Promise<void> => {
  host.send({ type: "flush" });
  expect(await host.settled({ throughRetries: false })).toEqual({ ok: true });
};

const writeMessages = async ({ store }: { store: Store }, count: number, content: string) => {
  const session = newId();
  const made = new Date(store.now()).toISOString();
  await commit(store.db, store, [
    create("chat_sessions", session, {
      origin: { athro_id: "athro-maths", created_at: made },
      title: { title: "Long" },
      active: { is_active: true },
    }),
    ...Array.from({ length: count }, (_, n) =>
      create("chat_messages", newId(), {
        body: {
          session_id: session,
          role: "user",
          content,
          order_key: store.now() + n,
          question_id: null,
          attempt: null,
          wants_reply: false,
          created_at: made,
        },
      }),
    ),
  ]);
};

/** Everything that was written has arrived, here and there. */
const expectArrived = async (
  { store }: { store: Store },
  messages: number,
  content: string,
): Promise<void> => {
  expect(await readSummary(store.db)).toMatchObject({
    waiting: 0,
    refused: 0,
    state: { proof: "equal" },
  });
  const { rows } = await database.pool.query(
    "select count(*)::int as count, bool_and(content = $2) as whole from public.chat_messages where user_id = $1",
    [user.id, content],
  );
  expect(rows).toEqual([{ count: messages, whole: true }]);
  const phone = await openDevice();
  await sync(phone);
  expect(await phone.store.db.chat_messages.orderBy("id").toArray()).toEqual(
    await store.db.chat_messages.orderBy("id").toArray(),
  );
};

const post = (mutations: string[]) =>
  fetch(`${backend.url}/rest/v1/rpc/sync`, {
    method: "POST",
    body: JSON.stringify({ request: syncRequest(user.id, { mutations }) }),
    headers: {
      apikey: backend.key,
      "Content-Type": "application/json",
      Authorization: `Bearer ${user.accessToken}`,
    },
  });

describe("[P7] a call that is too much", () => {
  test.each([
    ["501 mutations", Array.from({ length: 501 }, () => "{}"), "PT413"],
    ["more than 1 MB", ["x".repeat(1_048_576)], "PT413"],
    ["more than 2 MB", ["x".repeat(2_097_152)], "413"],
  ])("is answered with 413: %s", async (_, mutations, code) => {
    const response = await post(mutations);
    expect(response.status).toBe(413);
    expect(await response.json()).toMatchObject({ code });
  });

  test("for its bytes is split by the client, and everything arrives", async () => {
    const laptop = await openDevice();
    // Each quotation mark is escaped in the mutation's text, and both of those again in the envelope.
    const content = '"'.repeat(MESSAGE_LENGTH_MAX);
    await writeMessages(laptop, 40, content);
    await sync(laptop);
    const [first] = laptop.attempts;
    expect(first).toEqual({ count: expect.any(Number), outcome: "split" });
    expect(laptop.attempts.filter(({ outcome }) => !["split", "ok"].includes(outcome))).toEqual([]);
    await expectArrived(laptop, 40, content);
  });

  test("for its count is not sent: a long queue goes in batches, and everything arrives", async () => {
    const laptop = await openDevice();
    await writeMessages(laptop, 1_100, "Short");
    await sync(laptop);
    expect(Math.max(...laptop.attempts.map(({ count }) => count))).toBe(500);
    expect(new Set(laptop.attempts.map(({ outcome }) => outcome))).toEqual(new Set(["ok"]));
    await expectArrived(laptop, 1_100, "Short");
  });
});

test("[P7] a call that the server stops for taking too long (57014) is split by the client, and everything arrives", async () => {
  // A time limit that is counted in messages, so that the machine's speed does not matter.
  await database.pool.query(`
    create function athro.test_limit() returns trigger
    language plpgsql
    set search_path = ''
    as $$
    declare
      count integer := 1 + coalesce(nullif(current_setting('test.count', true), ''), '0')::integer;
    begin
      perform set_config('test.count', count::text, true);
      if count > 30 then
        perform pg_cancel_backend(pg_backend_pid());
        perform pg_sleep(60);
      end if;
      return new;
    end
    $$;
    create trigger test_limit before insert on public.chat_messages
    for each row when (new.content = 'Slow') execute function athro.test_limit();
  `);
  const laptop = await openDevice();
  await writeMessages(laptop, 100, "Slow");
  await sync(laptop);
  expect(laptop.attempts[0]).toEqual({ count: 101, outcome: "split" });
  for (const { count, outcome } of laptop.attempts)
    expect([count, outcome]).toEqual([count, count > 31 ? "split" : "ok"]);
  await expectArrived(laptop, 100, "Slow");
});
