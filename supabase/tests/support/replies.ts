/** The functions by which a reply is claimed, written and saved, as a student calls them. */
import { afterAll, beforeAll } from "vitest";
import type { Mutation } from "../../../src/model/mutation.ts";
import { type FreshDatabase, freshDatabase } from "../../../test/support/database.ts";
import { addDevices, type Device } from "./device.ts";
import { actAs, studentPersona } from "./persona.ts";
import { newMessage, newSession } from "./records.ts";

export type Answer = Record<string, unknown> & { status: string };

/** Gives a test file its database, and the calls of that database. */
export const replyCalls = () => {
  let database: FreshDatabase;
  beforeAll(async () => {
    database = await freshDatabase();
  });
  afterAll(() => database.drop());

  const rpc = (student: string, sql: string, values: unknown[]): Promise<Answer> =>
    actAs(database.pool, studentPersona(student), async (client) => {
      const { rows } = await client.query<{ answer: Answer }>(`select ${sql} as answer`, values);
      if (rows[0] === undefined) throw new Error("no answer");
      return rows[0].answer;
    });
  const claim = (student: string, question: string, attempt?: number): Promise<Answer> =>
    attempt === undefined
      ? rpc(student, "public.claim_reply($1)", [question])
      : rpc(student, "public.claim_reply($1, $2)", [question, attempt]);
  const save = (
    student: string,
    reply: unknown,
    lease: unknown,
    content: unknown,
    ended?: string,
  ): Promise<Answer> =>
    ended === undefined
      ? rpc(student, "public.save_reply($1, $2, $3)", [reply, lease, content])
      : rpc(student, "public.save_reply($1, $2, $3, $4)", [reply, lease, content, ended]);
  const write = (student: string, reply: unknown, lease: unknown, written: unknown) =>
    rpc(student, "public.write_reply($1, $2, $3)", [reply, lease, written]);
  const stop = (student: string, question: string, attempt = 0) =>
    rpc(student, "public.stop_reply($1, $2)", [question, attempt]);
  const release = (student: string, reply: unknown, lease: unknown): Promise<Answer> =>
    rpc(student, "public.release_reply($1, $2)", [reply, lease]);

  /** Lets every lease of a student run out. */
  const runOut = (student: string) =>
    database.pool.query(
      "update athro.reply_claims set leased_until = now() - interval '1 second' where user_id = $1",
      [student],
    );

  /** A session with `before` messages and then a question. */
  const ask = async (
    before = 0,
  ): Promise<{ device: Device; session: Mutation; question: Mutation }> => {
    const [device] = await addDevices(database.pool, "laptop");
    const session = newSession();
    const earlier = Array.from({ length: before }, (_, n) =>
      newMessage({
        session_id: session.id,
        role: n % 2 === 0 ? "user" : "assistant",
        content: `Message ${n}`,
        order_key: 100 + n,
      }),
    );
    const question = newMessage({ session_id: session.id, order_key: 1000, wants_reply: true });
    await device.push(session, ...earlier, question);
    return { device, session, question };
  };

  return {
    /** Once the tests run. */
    get pool() {
      return database.pool;
    },
    rpc,
    claim,
    save,
    write,
    stop,
    release,
    runOut,
    ask,
  };
};
