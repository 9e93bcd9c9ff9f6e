import { describe, expect, test } from "vitest";
import { importLegacy } from "../../src/store/import-legacy.ts";
import { settleImports } from "../../src/store/import-settle.ts";
import { oldSession, said } from "../support/legacy-storage.ts";
import { STUDENT } from "../support/store.ts";
import { ACTIVE, ARCHIVED, chat, GUESTS, saidOn, STUDENTS, sync } from "./support/old-data.ts";
import { KillSwitch } from "./support/kill-switch.ts";
import { arm, contentOf, type OldDevice, oldDevice } from "./support/old-device.ts";
import { ServerRows } from "./support/server-rows.ts";

/** Imports, syncs and settles as a page does, and is cut off wherever the switch says. */
const startAndKill = async (
  device: OldDevice,
  server: ServerRows,
  kill: KillSwitch,
): Promise<void> => {
  const store = await device.open();
  const ports = await arm(store, device.ports, kill);
  try {
    await importLegacy(store, ports);
    await sync(store, server);
    await settleImports(store.db, ports.storage);
  } finally {
    store.db.close();
  }
};

const LIMITS = { timeout: 120_000 };

describe("[I5] killed at every step", () => {
  test(
    "of import, sync and removal, the next start ends where an undisturbed one ends",
    LIMITS,
    async () => {
      const calm = oldDevice(STUDENTS);
      const calmServer = new ServerRows();
      const whole = new KillSwitch(Number.POSITIVE_INFINITY);
      await startAndKill(calm, calmServer, whole);
      const { db } = await calm.open();
      const expected = await contentOf(db);
      expect(whole.steps).toBeGreaterThan(40);
      expect(calm.storage.keys()).toEqual([]);

      for (let at = 1; at <= whole.steps; at++) {
        const device = oldDevice(STUDENTS);
        const server = new ServerRows();
        const killed = startAndKill(device, server, new KillSwitch(at));
        expect(await killed.catch(() => "killed"), `step ${at}`).toBe("killed");
        // What has left its old place is on the server.
        const here = device.storage.keys();
        const moved = [
          ...(here.includes(ACTIVE) ? [] : ["What is 2 + 2?"]),
          ...(here.includes(ARCHIVED) ? [] : ["Hello"]),
        ];
        expect(saidOn(server), `step ${at}`).toEqual(expect.arrayContaining(moved));
        await startAndKill(device, server, new KillSwitch(Number.POSITIVE_INFINITY));
        const again = await device.open();
        const found = await contentOf(again.db);
        expect(withoutSeq(found), `step ${at}`).toEqual(withoutSeq(expected));
        expect(device.storage.keys(), `step ${at}`).toEqual(calm.storage.keys());
        expect(saidOn(server).sort(), `step ${at}`).toEqual(saidOn(calmServer).sort());
        again.db.close();
      }
    },
  );

  test(
    "of a guest's import, the next start ends where an undisturbed one ends",
    LIMITS,
    async () => {
      const calm = await oldDevice(GUESTS).openImported({ user: null });
      const expected = await contentOf(calm.db);
      let at = 1;
      for (let killed = true; killed; at++) {
        const device = oldDevice(GUESTS);
        const store = await device.open({ user: null });
        const ports = await arm(store, device.ports, new KillSwitch(at));
        killed = await importLegacy(store, ports).then(
          () => false,
          () => true,
        );
        store.db.close();
        const again = await device.openImported({ user: null });
        expect(await contentOf(again.db), `step ${at}`).toEqual(expected);
        expect(device.storage.keys()).toEqual(Object.keys(GUESTS));
        again.db.close();
      }
      expect(at).toBeGreaterThan(30);
    },
  );

  test(
    "of a chat that takes several transactions, the next start has the rest of it",
    LIMITS,
    async () => {
      const messages = Array.from({ length: 520 }, (_, n) => said("user", `Number ${n}`));
      const values = { [chat("anonymous_", "athro-maths")]: oldSession({ messages }) };
      let at = 1;
      let halves = 0;
      for (let killed = true; killed; at++) {
        const device = oldDevice(values);
        const store = await device.open({ user: null });
        const ports = await arm(store, device.ports, new KillSwitch(at));
        killed = await importLegacy(store, ports).then(
          () => false,
          () => true,
        );
        store.db.close();
        const again = await device.open({ user: null });
        const before = await again.db.chat_messages.count();
        if (before > 0 && before < 520) halves += 1;
        await importLegacy(again, device.ports);
        expect(await again.db.chat_messages.count(), `step ${at}`).toBe(520);
        again.db.close();
      }
      expect(halves).toBeGreaterThan(2);
    },
  );
});

describe("two tabs at once", () => {
  test.each([STUDENT, null])("import as one does: %s", async (user) => {
    const values = user === null ? GUESTS : STUDENTS;
    const expected = await contentOf((await oldDevice(values).openImported({ user })).db);
    const device = oldDevice(values);
    const [one, other] = await Promise.all([
      device.open({ user, origin: "bbbbbbbb" }),
      device.open({ user, origin: "cccccccc" }),
    ]);
    await Promise.all([importLegacy(one, device.ports), importLegacy(other, device.ports)]);
    expect(await contentOf(one.db)).toEqual(expected);
  });

  test("remove what the server holds, and nothing else", async () => {
    const device = oldDevice(STUDENTS);
    const server = new ServerRows();
    const one = await device.openImported({ origin: "bbbbbbbb" });
    const other = await device.openImported({ origin: "cccccccc" });
    await sync(one, server);
    await Promise.all([
      settleImports(one.db, device.storage),
      settleImports(other.db, device.storage),
    ]);
    expect(device.storage.keys()).toEqual([]);
    expect((await one.db.imports.toArray()).map(({ state }) => state).sort()).toEqual([
      "passed",
      "removed",
      "removed",
      "removed",
    ]);
  });
});

/** Rows come to the server in another order when a call is cut off, so their seqs differ. */
const withoutSeq = (found: Record<string, unknown[]>): Record<string, unknown[]> =>
  Object.fromEntries(
    Object.entries(found).map(([table, rows]) => [
      table,
      rows
        .map((row) => String(row).replaceAll(/"seq":\d+|,\d+,"[0-9a-f-]{36}","this"/g, ""))
        .sort(),
    ]),
  );
