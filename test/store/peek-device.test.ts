import "fake-indexeddb/auto";
import { Dexie } from "dexie";
import { afterEach, expect, test } from "vitest";
import { openDevice } from "../../src/store/device.ts";
import { peekDevice } from "../../src/store/peek-device.ts";

afterEach(() => Dexie.delete("athro-device"));

test("a device on which nothing is kept is not known, and nothing is made on it", async () => {
  expect(await peekDevice()).toBeNull();
  expect(await indexedDB.databases()).toEqual([]);
});

test("it tells what the device tells", async () => {
  const device = openDevice();
  const told = async () => ({
    current: await device.current(),
    sharedSince: await device.shared(),
  });
  await device.enter({ key: "current", kind: "guest" }, null);
  expect(await peekDevice()).toEqual(await told());
  const student = {
    key: "current",
    kind: "student",
    uid: "uid-1",
    email: "student@example.org",
  } as const;
  await device.enter(student, null);
  await device.setShared(1_700_000_000_000);
  expect(await peekDevice()).toEqual({ current: student, sharedSince: 1_700_000_000_000 });
  expect(await peekDevice()).toEqual(await told());
  await device.leave();
  expect((await peekDevice())?.current).toBeNull();
  device.db.close();
});

test("it does not stand in the way of a newer form of the database", async () => {
  const device = openDevice();
  await device.enter({ key: "current", kind: "guest" }, null);
  device.db.close();
  const [seen] = await Promise.all([peekDevice(), Dexie.delete("athro-device")]);
  // Whichever of the two came first.
  expect([null, "guest"]).toContain(seen?.current?.kind ?? null);
});

test("a database of this name without its table is left to who knows what to do", async () => {
  const other = new Dexie("athro-device");
  other.version(1).stores({ elsewhere: "id" });
  await other.open();
  other.close();
  expect(await peekDevice()).toBeNull();
});
