import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type FreshDatabase, freshDatabase } from "../../test/support/database.ts";
import { findFaults, keepVersions } from "./support/audit.ts";
import { addDevice, addDevices, seqOf, stateOf } from "./support/device.ts";
import { type Line, openLine, passingFailure, syncOn } from "./support/line.ts";
import { change, newMessage, newSession } from "./support/records.ts";

const LIMIT = 100;

let database: FreshDatabase;
beforeAll(async () => {
  database = await freshDatabase();
  await keepVersions(database.pool);
  // A student's call stops at a place for as long as its gate is there.
  await database.pool.query(`
    create table athro.test_gates (student text, place text, primary key (student, place));
    -- At the commit a trigger runs as the caller.
    create function athro.test_wait() returns trigger
    language plpgsql security definer
    set search_path = ''
    as $$
    begin
      while exists (
        select from athro.test_gates g
        where g.place = tg_argv[0] and g.student = coalesce(to_jsonb(new) ->> 'user_id', substr(to_jsonb(new) ->> 'topic', 6))
      ) loop
        perform set_config('application_name', 'at a gate', false);
        perform pg_sleep(0.002);
      end loop;
      return new;
    end
    $$;
    create trigger test_gate before insert on public.chat_messages
    for each row execute function athro.test_wait('merging');
    create trigger test_gate before insert on realtime.messages
    for each row execute function athro.test_wait('poking');
    create constraint trigger test_gate_at_commit after insert on public.chat_messages deferrable initially deferred
    for each row execute function athro.test_wait('committing');
  `);
});
afterAll(() => database.drop());

const shut = (student: string, place: string) =>
  database.pool.query("insert into athro.test_gates values ($1, $2)", [student, place]);
const open = (student: string) =>
  database.pool.query("delete from athro.test_gates where student = $1", [student]);

/** Until a connection stands at a gate or waits for a lock, or its call is over. */
const stands = async ({ pid }: Line, call: Promise<unknown>): Promise<void> => {
  const over = new AbortController();
  void call.then(() => over.abort());
  while (!over.signal.aborted) {
    const { rows } = await database.pool.query<{ stands: boolean }>(
      `select application_name = 'at a gate' or wait_event_type = 'Lock' as stands
       from pg_stat_activity where pid = $1`,
      [pid],
    );
    if (rows[0]?.stands === true) return;
    await sleep(2);
  }
};

/** Holds a student's clock until told to let go. */
const holdClock = async (student: string): Promise<() => Promise<void>> => {
  const holder = await openLine(database.url);
  await holder.query("begin");
  await holder.query("select from athro.clocks where user_id = $1 for update", [student]);
  return async () => {
    await holder.query("rollback");
    await holder.close();
  };
};

const WAITING = "while it waits for the clock";
const ANSWERED = "with its answer in hand, before the commit";
const COMMITTING = "in the middle of the commit";
const gates: Record<string, string | undefined> = {
  [WAITING]: undefined,
  "in the middle of its merges": "merging",
  "after its merges, while it pokes": "poking",
  [ANSWERED]: undefined,
  [COMMITTING]: "committing",
};

interface Blow {
  strike?: (line: Line) => Promise<unknown>;
  /** What the client hears; between two statements it may miss the last words of a server process. */
  failure: RegExp;
}
const CANCELLED = "it is cancelled";
const TIMED_OUT = "its time is up";
const GONE = "its client is gone";
const blows: Record<string, Blow> = {
  "its server process is killed": {
    strike: ({ pid }) => database.pool.query("select pg_terminate_backend($1)", [pid]),
    failure: /^(57P01|lost)$/,
  },
  [GONE]: { strike: async (line) => line.cut(), failure: /^lost$/ },
  [CANCELLED]: {
    strike: ({ pid }) => database.pool.query("select pg_cancel_backend($1)", [pid]),
    failure: /^57014$/,
  },
  [TIMED_OUT]: { failure: /^57014$/ },
};
/** Between two statements there is nothing to stop, and PostgreSQL's own time limit ends where the commit begins. */
const harmless: Record<string, string[]> = {
  [ANSWERED]: [CANCELLED, TIMED_OUT],
  [COMMITTING]: [TIMED_OUT],
};

describe.each(Object.entries(gates))("[O1] [P2] [P3] [P4] a call is cut off %s", (place, gate) => {
  test.each(Object.entries(blows).filter(([blow]) => !harmless[place]?.includes(blow)))(
    "because %s: the others go on, and the same sent again is done once",
    async (blow, { strike, failure }) => {
      const [laptop, phone] = await addDevices(database.pool, "laptop", "phone");
      const [stranger] = await addDevices(database.pool, "stranger");
      const { student } = laptop;
      const session = newSession();
      await laptop.push(session);
      const mutations = [
        newMessage({ session_id: session.id, content: "One" }),
        change(session, "title", { title: "Two" }, { base: { title: 1 } }),
        newMessage({ session_id: session.id, content: "Three" }),
      ];
      const body = JSON.stringify({
        protocol: 1,
        user: student,
        device: "laptop",
        cursor: 1,
        mutations: mutations.map((one) => JSON.stringify(one)),
        limit: LIMIT,
      });
      if (gate !== undefined) await shut(student, gate);
      const letGo = place === WAITING ? await holdClock(student) : undefined;

      const line = await openLine(database.url);
      const strikes = async () => {
        await strike?.(line);
        // The server looks for its client only when it has something to say.
        if (blow === GONE) await open(student);
      };
      const attempt = syncOn(line, student, body, {
        prepare: async () => {
          if (blow === TIMED_OUT) await line.query("set local statement_timeout = '40ms'");
        },
        beforeCommit: async () => {
          if (place === ANSWERED) await strikes();
        },
      }).then(
        () => "answered",
        (error: unknown) => passingFailure(error),
      );
      if (place !== ANSWERED) await stands(line, attempt);
      // Another student is served, and what another device of this one sends waits its turn.
      expect(await stranger.push(newSession())).toMatchObject([{ seq: 1 }]);
      const meanwhile = newMessage({ session_id: session.id, content: "Meanwhile" });
      const waiting = phone.push(meanwhile).catch((error: unknown) => passingFailure(error));
      if (place !== ANSWERED) await strikes();
      expect(await attempt).toMatch(failure);
      await open(student);
      await letGo?.();
      await line.close();
      const first = await waiting;
      if (typeof first === "string") await phone.push(meanwhile);

      const again = await openLine(database.url);
      const second = await syncOn(again, student, body);
      const third = await syncOn(again, student, body);
      await again.close();
      expect(second.acks.map(seqOf)).toHaveLength(3);
      expect(third.acks).toEqual(second.acks);
      const rest = { cursor: 1, limit: LIMIT, known: 1, mutations };
      expect(
        await findFaults(database.pool, student, [
          { ...rest, answer: second },
          { ...rest, answer: third },
        ]),
      ).toEqual([]);
      const rows = await addDevice(database.pool, student).pull();
      expect(rows.map(({ row }) => row["content"] ?? row["title"]).toSorted()).toEqual([
        "Meanwhile",
        "One",
        "Three",
        "Two",
      ]);
      expect(rows.at(-1)?.row.seq).toBe(5);
    },
  );
});

test("[P9] [G5] an account that is removed while its devices sync leaves no row, and they are told to sign in", async () => {
  const [laptop, phone] = await addDevices(database.pool, "laptop", "phone");
  const [stranger] = await addDevices(database.pool, "stranger");
  const { student } = laptop;
  await laptop.push(newSession());
  await stranger.push(newSession());
  await shut(student, "merging");
  const line = await openLine(database.url);
  const remover = await openLine(database.url);
  const body = JSON.stringify({
    protocol: 1,
    user: student,
    device: "laptop",
    cursor: 0,
    mutations: [JSON.stringify(newMessage())],
    limit: LIMIT,
  });
  const call = syncOn(line, student, body).then(
    () => "answered",
    (error: unknown) => passingFailure(error),
  );
  await stands(line, call);
  // The removal holds the account and waits for the clock; the message waits for the account.
  const removal = remover.query("delete from auth.users where id = $1", [student]).then(
    () => "removed",
    (error: unknown) => passingFailure(error),
  );
  await stands(remover, removal);
  await open(student);
  expect([await call, await removal]).toEqual(
    expect.arrayContaining([expect.stringMatching(/^(40P01|55P03)$/)]),
  );
  await line.close();
  if ((await removal) !== "removed")
    await remover.query("delete from auth.users where id = $1", [student]);
  await remover.close();
  for (const device of [laptop, phone])
    await expect(device.push(newMessage())).rejects.toMatchObject({ code: "PT401" });
  expect(await stateOf(database.pool, student)).toEqual([[], [], [], [], [], [], []]);
  expect(await stranger.pull()).toHaveLength(1);
});
