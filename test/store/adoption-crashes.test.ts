import { describe, expect, test } from "vitest";
import { deleteEvent, getEvent } from "../../src/store/events.ts";
import { sendQuestion } from "../../src/store/messages.ts";
import {
  adopt,
  adoptWhole,
  again,
  Crash,
  MATHS,
  newWorld,
  onSteps,
  outcome,
  renameEvent,
  reopen,
  sync,
  type World,
} from "./support/guest-world.ts";
import { armDatabase, KillSwitch } from "./support/kill-switch.ts";

/** Longer than on a quiet machine: some hundred databases are opened. */
const PATIENCE_MS = 120_000;

const both = ({ guest, student }: World) => [guest.db, student.db];

/** Adoption from the first step to the last, with the syncing between, on a world of its own. */
const whole = async (): Promise<{ steps: number; end: Awaited<ReturnType<typeof outcome>> }> => {
  const world = await newWorld();
  const counted = onSteps(both(world), () => {});
  await adoptWhole(world);
  return { steps: counted(), end: await outcome(world) };
};

/** A world of its own, whose device is killed at a request; Infinity for never. */
const armed = async (at: number): Promise<{ world: World; kill: KillSwitch }> => {
  const world = await newWorld();
  const kill = new KillSwitch(at);
  for (const db of both(world)) await armDatabase(db, kill);
  return { world, kill };
};

describe("taking a guest's work over", () => {
  test(
    "[U8] ended before any of its steps, and begun again, comes to the same end",
    async () => {
      const { steps, end } = await whole();
      expect(steps).toBeGreaterThan(30);
      expect(end.guest).toEqual([0, 0, 0]);
      expect(end.onServer).toHaveLength(9);
      for (let k = 0; k < steps; k += 1) {
        const world = await newWorld();
        onSteps(both(world), (n) => {
          if (n >= k) throw new Crash(`before step ${k}`);
        });
        await expect(adoptWhole(world)).rejects.toBeInstanceOf(Crash);
        const after = await reopen(world);
        expect(await adoptWhole(after), `ended before step ${k}`).toEqual({ kind: "done" });
        expect(await outcome(after), `ended before step ${k}`).toEqual(end);
      }
    },
    PATIENCE_MS,
  );

  test(
    "[U8] killed at a request to either database, within a step too, and begun again, comes to the same end",
    async () => {
      const calm = await armed(Number.POSITIVE_INFINITY);
      await adoptWhole(calm.world);
      const { steps } = calm.kill;
      const end = await outcome(calm.world);
      expect(steps).toBeGreaterThan(100);
      // The ends of the steps are all tried above; of the requests between, every seventh.
      for (let at = 1; at <= steps; at += 7) {
        const { world } = await armed(at);
        const begun = adoptWhole(world).catch(() => "killed");
        expect(await begun, `killed at ${at}`).toBe("killed");
        const after = await reopen(world);
        expect(await adoptWhole(after), `killed at ${at}`).toEqual({ kind: "done" });
        expect(await outcome(after), `killed at ${at}`).toEqual(end);
      }
    },
    PATIENCE_MS,
  );

  test(
    "[U8] ended at every step, one after another, comes to the same end too",
    async () => {
      const { end } = await whole();
      let world = await newWorld();
      for (let k = 1; ; k += 1) {
        expect(k).toBeLessThan(200);
        onSteps(both(world), (n) => {
          if (n >= k) throw new Crash(`after ${k} steps`);
        });
        const crashed = await adoptWhole(world).then(
          () => false,
          (error: unknown) => {
            expect(error).toBeInstanceOf(Crash);
            return true;
          },
        );
        if (!crashed) break;
        world = await reopen(world);
      }
      expect(await outcome(world)).toEqual(end);
    },
    PATIENCE_MS,
  );

  test(
    "[U8] in two tabs at once, one of which does all between two steps of the other, comes to the same end",
    async () => {
      const { steps, end } = await whole();
      for (let k = 0; k < steps; k += 1) {
        const world = await newWorld();
        const second = await again(world);
        onSteps(both(world), async (n) => {
          if (n === k) await adoptWhole(second);
        });
        expect(await adoptWhole(world), `before step ${k}`).toEqual({ kind: "done" });
        expect(await outcome(world), `before step ${k}`).toEqual(end);
      }
    },
    PATIENCE_MS,
  );

  test(
    "[U8] in two tabs that go step by step, by turns, comes to the same end",
    async () => {
      const { end } = await whole();
      const world = await newWorld();
      const second = await again(world);
      let turn: Promise<unknown> = Promise.resolve();
      // Each step waits for the other tab's last one to have begun.
      const byTurns = async () => {
        const before = turn;
        turn = new Promise((resolve) => setTimeout(resolve, 0));
        await before;
      };
      onSteps(both(world), byTurns);
      onSteps(both(second), byTurns);
      await Promise.all([adopt(world), adopt(second)]);
      await sync(world);
      await Promise.all([adopt(world), adopt(second)]);
      await sync(second);
      expect(await adoptWhole(world)).toEqual({ kind: "done" });
      expect(await outcome(second)).toEqual(end);
    },
    PATIENCE_MS,
  );
});

/** Runs `act` once before each step, in a world of its own each time, until it has been before them all. */
const beforeEachStep = async (
  act: (world: World) => Promise<unknown>,
  check: (world: World, k: number) => Promise<void>,
) => {
  const { steps } = await whole();
  for (let k = 0; k < steps; k += 1) {
    const world = await newWorld();
    const tab = await again(world);
    onSteps(both(world), async (n) => {
      if (n === k) await act({ ...tab, ids: world.ids });
    });
    expect(await adoptWhole(world), `before step ${k}`).toEqual({ kind: "done" });
    await sync(world);
    await check(world, k);
  }
};

describe("between any two steps", () => {
  test(
    "[U5] what the guest's page writes is the student's in the end: a message, an edit and a deletion",
    () =>
      beforeEachStep(
        async ({ guest, ids }) => {
          await sendQuestion(guest, MATHS, "Late");
          await renameEvent(guest, ids.exam, "Renamed");
          await deleteEvent(guest, ids.lesson);
        },
        async ({ student, server, ids }, k) => {
          const messages = await student.db.chat_messages.toArray();
          expect(
            messages.filter(({ content }) => content === "Late"),
            `before step ${k}`,
          ).toHaveLength(1);
          expect(server.rows.get(ids.exam)?.row, `before step ${k}`).toMatchObject({
            title: "Renamed",
            kind: "exam",
          });
          expect(server.rows.get(ids.lesson)?.row, `before step ${k}`).toMatchObject({
            deleted: true,
            title: "Algebra",
          });
        },
      ),
    PATIENCE_MS,
  );

  const acted: { exam: boolean }[] = [];
  test(
    "[U4] what the student does with a record that is here stands: an edit and a deletion",
    () =>
      beforeEachStep(
        async ({ student, ids }) => {
          if (await getEvent(student.db, ids.exam)) await renameEvent(student, ids.exam, "Mine");
          if (await getEvent(student.db, ids.lesson)) await deleteEvent(student, ids.lesson);
          const row = await getEvent(student.db, ids.exam);
          acted.push({ exam: row !== undefined });
        },
        async ({ student, server, ids }, k) => {
          const title = acted[k]?.exam ? "Mine" : "Mock";
          expect(server.rows.get(ids.exam)?.row, `before step ${k}`).toMatchObject({ title });
          expect(await student.db.calendar_events.get(ids.exam)).toMatchObject({ title });
          const deleted = server.rows.get(ids.lesson)?.row.deleted;
          expect(deleted, `before step ${k}`).toBe(acted[k]?.exam);
        },
      ),
    PATIENCE_MS,
  );
});
