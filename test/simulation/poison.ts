/** Mutations that no healthy app would queue, written straight into the outbox; all but the odd stamps are to be refused. */
import { preferenceId } from "../../src/model/ids.ts";
import type { Mutation } from "../../src/model/mutation.ts";
import type { OutboxEntry } from "../../src/store/database.ts";
import type { Store } from "../../src/store/store.ts";
import { commit, edit } from "../../src/store/write.ts";
import type { FaultKind } from "./faults.ts";
import type { Ledger } from "./ledger.ts";
import type { Random } from "./prng.ts";
import { eventFields } from "./student-acts.ts";

const CENTURY_MS = 100 * 365 * 86_400_000;

export const POISONS = [
  "poison-nul",
  "poison-surrogate",
  "poison-depth",
  "poison-uuid",
  "poison-number",
  "poison-stamp-ahead",
  "poison-stamp-behind",
  "poison-constraint",
] as const satisfies readonly FaultKind[];

export type Poison = (typeof POISONS)[number];

const nested = (depth: number): unknown => {
  let value: unknown = 1;
  for (let i = 0; i < depth; i += 1) value = i % 2 === 0 ? [value] : { in: value };
  return value;
};

const preference = (name: string, value: unknown, stamp: number, random: Random): Mutation => ({
  mid: random.uuid(),
  table: "preferences",
  id: preferenceId(name),
  set: { origin: { name }, value: { value } },
  base: { origin: 0, value: 0 },
  stamp,
});

const mutationOf = (
  poison: Exclude<Poison, "poison-constraint">,
  now: number,
  random: Random,
): Mutation => {
  const name = `odd:${random.int(1_000_000)}`;
  switch (poison) {
    case "poison-nul":
      return preference(name, "before\u0000after", now, random);
    case "poison-surrogate":
      return preference(name, "half \ud83d of a pair", now, random);
    case "poison-depth":
      return preference(name, nested(60), now, random);
    case "poison-uuid":
      return { ...preference(name, 1, now, random), id: `not-a-uuid-${random.int(1_000_000)}` };
    case "poison-number":
      return random.chance(0.5)
        ? { ...preference(name, 1, now, random), stamp: 2 ** 63 }
        : {
            ...preference(name, 1, now, random),
            table: "chat_messages",
            id: random.uuid(),
            set: {
              body: {
                session_id: random.uuid(),
                role: "user",
                content: "when?",
                order_key: 2 ** 63,
                question_id: null,
                attempt: null,
                wants_reply: false,
                created_at: "2027-02-01T08:00:00.000Z",
              },
            },
            base: { body: 0 },
          };
    case "poison-stamp-ahead":
      return preference(name, 1, now + CENTURY_MS, random);
    case "poison-stamp-behind":
      return preference(name, 1, Math.max(1, now - CENTURY_MS), random);
  }
};

/** Puts one poison into a device's queue. */
export const plant =
  (poison: Poison, ledger: Ledger, random: Random) =>
  async (store: Store): Promise<void> => {
    if (poison === "poison-constraint") {
      // The app's own write, but one that the table's constraints refuse.
      const { starts_at, ends_at, zone, title } = eventFields(random);
      const mid = store.newId();
      ledger.expectRefusal(mid);
      const once: Store = { ...store, newId: () => mid };
      await commit(store.db, once, [
        edit("calendar_events", random.uuid(), {
          origin: { created_at: new Date(store.now()).toISOString() },
          title: { title },
          time: { all_day: false, starts_at: ends_at, ends_at: starts_at, zone },
          kind: { kind: "other" },
          notes: { notes: "", location: "" },
        }),
      ]);
      return;
    }
    const mutation = mutationOf(poison, store.now(), random);
    if (!poison.startsWith("poison-stamp")) ledger.expectRefusal(mutation.mid);
    await store.db.transaction("rw", store.db.outbox, async () => {
      await store.db.outbox.add({ ...mutation, queuedAt: store.now() } as Omit<
        OutboxEntry,
        "n"
      > as OutboxEntry);
    });
    store.committed?.();
  };
