import { describe, expect, test } from "vitest";
import { type CurrentUser, openDevice } from "../../src/store/device.ts";
import { freshStorage } from "../support/indexed-db.ts";

const UID = "11111111-1111-4111-8111-111111111111";
const OTHER = "99999999-9999-4999-8999-999999999999";

const student: CurrentUser = { key: "current", kind: "student", uid: UID, email: "s@example.org" };
const guest: CurrentUser = { key: "current", kind: "guest" };

const session = (n: number, uid = UID) => ({
  uid,
  email: "s@example.org",
  accessToken: `access-${n}`,
  refreshToken: `refresh-${n}`,
  expiresAt: 1_000_000 + n,
});

describe("who uses the device", () => {
  test("is no one at first", async () => {
    const device = openDevice(freshStorage());
    expect(await device.current()).toBeNull();
    expect(await device.session()).toBeNull();
  });

  test("is seen by page and worker alike, and outlives both", async () => {
    const storage = freshStorage();
    await openDevice(storage).enter(student, session(1));
    const worker = openDevice(storage);
    expect(await worker.current()).toEqual(student);
    expect(await worker.session()).toMatchObject(session(1));
  });

  test("does not depend on a session: offline for a week, the data stays open", async () => {
    const device = openDevice(freshStorage());
    await device.enter(student, session(1));
    await device.replaceSession("refresh-1", null);
    expect(await device.current()).toEqual(student);
    expect(await device.session()).toBeNull();
  });

  test("[G5] has no session of anyone else", async () => {
    const device = openDevice(freshStorage());
    await device.enter(student, session(1));
    await device.enter(guest, null);
    expect(await device.current()).toMatchObject(guest);
    expect(await device.session()).toBeNull();
    for (const given of [session(2), session(2, OTHER)]) {
      await device.enter(guest, given);
      expect(await device.session()).toBeNull();
    }
    await device.enter(student, session(3, OTHER));
    expect(await device.session()).toBeNull();
  });

  test("leaves together with the session", async () => {
    const storage = freshStorage();
    const device = openDevice(storage);
    await device.enter(student, session(1));
    await device.leave();
    expect(await openDevice(storage).current()).toBeNull();
    expect(await openDevice(storage).session()).toBeNull();
  });
});

describe("replacing the session", () => {
  test("puts the next in the place of just the one that was expected", async () => {
    const device = openDevice(freshStorage());
    await device.enter(student, session(1));
    expect(await device.replaceSession("refresh-1", session(2))).toBe(true);
    expect(await device.session()).toMatchObject(session(2));
    expect(await device.replaceSession("refresh-1", session(3))).toBe(false);
    expect(await device.replaceSession("refresh-1", null)).toBe(false);
    expect(await device.session()).toMatchObject(session(2));
  });

  test("brings back no session after a sign-out", async () => {
    const device = openDevice(freshStorage());
    await device.enter(student, session(1));
    await device.leave();
    expect(await device.replaceSession("refresh-1", session(2))).toBe(false);
    expect(await device.session()).toBeNull();
  });

  test("by many contexts at once is done by one of them", async () => {
    const storage = freshStorage();
    await openDevice(storage).enter(student, session(1));
    const won = await Promise.all(
      [2, 3, 4, 5].map((n) => openDevice(storage).replaceSession("refresh-1", session(n))),
    );
    expect(won.filter(Boolean)).toHaveLength(1);
    expect(await openDevice(storage).session()).toMatchObject(session(won.indexOf(true) + 2));
  });

  test("is one step with entering: of a sign-in at the same time the new session stays", async () => {
    const storage = freshStorage();
    const [page, worker] = [openDevice(storage), openDevice(storage)];
    await page.enter(student, session(1));
    const other: CurrentUser = { ...student, uid: OTHER };
    await Promise.all([
      worker.replaceSession("refresh-1", session(2)),
      page.enter(other, session(9, OTHER)),
    ]);
    expect(await page.current()).toMatchObject({ uid: OTHER });
    expect(await page.session()).toMatchObject(session(9, OTHER));
  });
});
