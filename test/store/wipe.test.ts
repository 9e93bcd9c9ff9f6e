import { describe, expect, test } from "vitest";
import type { DexieOptions } from "dexie";
import { openDatabase } from "../../src/store/database.ts";
import { type Device, type Leaver, openDevice } from "../../src/store/device.ts";
import { keepDraft } from "../../src/store/drafts.ts";
import { acceptGuest, givenGuests } from "../../src/store/given-guests.ts";
import { carryOutWipe, leavers, type WipePorts } from "../../src/store/wipe.ts";
import { freshStorage } from "../support/indexed-db.ts";
import { openTestStore, STUDENT } from "../support/store.ts";
import { adopt, MATHS, newWorld, sync, type World } from "./support/guest-world.ts";
import { retitle } from "./support/event-edits.ts";
import { ServerRows } from "./support/server-rows.ts";
import { syncAll } from "./support/exchange.ts";

const CURRENT = { key: "current", kind: "student", uid: STUDENT, email: "s@example.org" } as const;

/** A student who left, and what would be forgotten outside of the databases. */
const departed = async (storage: DexieOptions, wipe: "synced" | "all") => {
  const device = openDevice(storage);
  await device.enter(CURRENT, null);
  await device.leave({ uid: STUDENT, wipe });
  const forgotten: unknown[] = [];
  const beside: [athroId: string, text: string][] = [];
  let drawn = 0;
  const ports: WipePorts = {
    device,
    source: { now: () => 0, newId: () => `00000000-0000-7000-8000-00000000000${(drawn += 1)}` },
    gather: async (store) => {
      for (const [athroId, text] of beside) await keepDraft(store, athroId, text);
    },
    forget: (...what) => forgotten.push(what),
    options: storage,
  };
  const carryOut = async () => {
    const leaver: Leaver = { key: `leaver ${STUDENT}`, uid: STUDENT, wipe };
    return carryOutWipe(ports, leaver);
  };
  return { device, carryOut, forgotten, beside };
};

/** Names and sizes of all tables of a student's database, as another context finds it. */
const contents = async (storage: DexieOptions): Promise<Record<string, number>> => {
  const db = await openDatabase(STUDENT, () => "another device", storage);
  const counts = await Promise.all(
    db.tables.map(async (table) => [table.name, await table.count()] as const),
  );
  db.close();
  return Object.fromEntries(counts.filter(([name, count]) => count > 0 && name !== "meta"));
};

/** A student's device that holds one event, and the server that holds it too. */
const synced = async () => {
  const storage = freshStorage();
  const store = await openTestStore({ storage });
  const server = new ServerRows();
  server.put("calendar_events", "66666666-6666-4666-8666-666666666666", { title: "Mock" });
  await syncAll(store, server);
  return { storage, store, server };
};

describe("the wish to wipe", () => {
  test("[U10] is left in the transaction that ends the session, and taken back by the student's return", async () => {
    const storage = freshStorage();
    const device: Device = openDevice(storage);
    await device.enter(CURRENT, null);
    await device.leave({ uid: STUDENT, wipe: "synced" });
    expect(await device.current()).toBeNull();
    expect(await leavers(device)).toMatchObject([{ uid: STUDENT, wipe: "synced" }]);
    await device.enter(CURRENT, null);
    expect(await leavers(device)).toEqual([]);
  });

  test("[U9] [U10] empties the database once all is synced", async () => {
    const { storage, store } = await synced();
    const { device, carryOut, forgotten } = await departed(storage, "synced");
    store.db.close();
    expect(await carryOut()).toBe(0);
    expect(await contents(storage)).toEqual({});
    expect(forgotten).toEqual([[`athro-${STUDENT}`, undefined]]);
    expect(await leavers(device)).toEqual([]);
  });

  test("[U10] is over where a change waits: the work stays for the student's return, and goes with a later wish", async () => {
    const { storage, store, server } = await synced();
    await retitle(store, "Physics");
    const { device, carryOut, forgotten } = await departed(storage, "synced");
    expect(await carryOut()).toBe(1);
    expect(forgotten).toEqual([]);
    expect(await leavers(device)).toEqual([]);
    expect(await device.hasChores()).toBe(false);
    expect(await contents(storage)).toEqual({ calendar_events: 1, outbox: 1 });
    await syncAll(store, server);
    expect(await carryOut()).toBe(0);
    expect(await contents(storage)).toEqual({});
  });

  test("[U10] waits for a draft that was typed and not handed on", async () => {
    const { storage, store, server } = await synced();
    await keepDraft(store, MATHS, "What about");
    const { carryOut } = await departed(storage, "synced");
    expect(await carryOut()).toBe(1);
    await syncAll(store, server);
    expect(await carryOut()).toBe(0);
  });

  test("[U10] waits for what was being typed when the page went away", async () => {
    const { storage, store, server } = await synced();
    const { carryOut, beside, forgotten } = await departed(storage, "synced");
    beside.push([MATHS, "What about"]);
    expect(await carryOut()).toBe(1);
    expect(forgotten).toEqual([]);
    beside.pop();
    await syncAll(store, server);
    expect(await carryOut()).toBe(0);
  });

  test("[U9] a write through a connection that is still open fails, rather than being lost", async () => {
    const { storage, store } = await synced();
    const { carryOut } = await departed(storage, "synced");
    await carryOut();
    await expect(retitle(store, "Late")).rejects.toThrow(/no state row/);
    await store.sync.report({ phase: "retrying", problem: "network" });
    expect(await store.db.meta.count()).toBe(0);
    store.db.close();
    expect(await contents(storage)).toEqual({});
  });

  test("[U9] wipes what waits too, if that is what the student wants", async () => {
    const { storage, store } = await synced();
    await retitle(store, "Physics");
    const { carryOut, forgotten } = await departed(storage, "all");
    store.db.close();
    expect(await carryOut()).toBe(0);
    expect(await contents(storage)).toEqual({});
    expect(forgotten).toEqual([[`athro-${STUDENT}`, STUDENT]]);
  });
});

const give = async ({ storage }: World) => {
  const device = openDevice(storage);
  await device.enter({ ...CURRENT, asks: "athro-guest" }, null);
  await acceptGuest(device, { uid: STUDENT, at: 0, newId: () => "next" });
};

describe("a guest's work that was being taken over", () => {
  test("[U10] is taken over first, and waits with the rest", async () => {
    const world = await newWorld();
    const { storage, guest } = world;
    await give(world);
    const { carryOut } = await departed(storage, "synced");
    expect(await carryOut()).toBeGreaterThan(0);
    expect((await contents(storage)).chat_messages).toBe(3);
    await sync(world);
    // Drafts and the preference came now; they are sent in their turn.
    expect(await carryOut()).toBeGreaterThan(0);
    await sync(world);
    expect(await carryOut()).toBe(0);
    expect(await guest.db.chat_messages.count()).toBe(0);
    expect(await contents(storage)).toEqual({});
  });

  test("[U9] goes with all the rest, but for the marks by which the next guest's import knows what is past", async () => {
    const world = await newWorld();
    const { storage, guest } = world;
    await give(world);
    await adopt(world);
    const { device, carryOut } = await departed(storage, "all");
    expect(await carryOut()).toBe(0);
    for (const table of [guest.db.chat_messages, guest.db.calendar_events, guest.db.drafts])
      expect(await table.count()).toBe(0);
    expect(await guest.db.meta.count()).toBe(1);
    expect(await givenGuests(device, STUDENT)).toEqual([]);
  });
});
