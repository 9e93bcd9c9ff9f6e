import { describe, expect, test } from "vitest";
import { type CurrentUser, type Device, openDevice } from "../../src/store/device.ts";
import {
  acceptGuest,
  declineGuest,
  forgetGivenGuest,
  givenGuests,
} from "../../src/store/given-guests.ts";
import { freshStorage } from "../support/indexed-db.ts";

const A = "11111111-1111-4111-8111-111111111111";
const B = "99999999-9999-4999-8999-999999999999";
const GUEST: CurrentUser = { key: "current", kind: "guest" };

const asked = (uid: string, asks = "athro-guest"): CurrentUser => ({
  key: "current",
  kind: "student",
  uid,
  email: "s@example.org",
  asks,
});

const given = (uid: string, id: string) => ({ uid, at: 1_000, newId: () => id });

const accept = async (device: Device, uid: string, id: string) => {
  await device.enter(asked(uid), null);
  return acceptGuest(device, given(uid, id));
};

describe("a guest's database", () => {
  test("[U2] is the first one until its work is a student's, and then a new one", async () => {
    const device = openDevice(freshStorage());
    await device.enter(GUEST, null);
    expect(await device.current()).toMatchObject({ database: "athro-guest" });
    expect(await accept(device, A, "two")).toBe(true);
    expect(await givenGuests(device, A)).toMatchObject([{ database: "athro-guest", uid: A }]);
    expect(await givenGuests(device, B)).toEqual([]);
    await device.enter(GUEST, null);
    expect(await device.current()).toMatchObject({ database: "athro-guest-two" });
    expect(await device.hasChores()).toBe(true);
    for (const one of await givenGuests(device, A)) await forgetGivenGuest(device, one);
    expect(await device.hasChores()).toBe(false);
  });

  test("[U2] is given once: by two tabs at once, and to the first of two students", async () => {
    const storage = freshStorage();
    const [device, tab] = [openDevice(storage), openDevice(storage)];
    await device.enter(asked(A), null);
    const both = [acceptGuest(device, given(A, "two")), acceptGuest(tab, given(A, "three"))];
    expect((await Promise.all(both)).filter(Boolean)).toHaveLength(1);
    expect(await accept(device, B, "four")).toBe(false);
    expect(await givenGuests(device, B)).toEqual([]);
    expect(await device.current()).not.toHaveProperty("asks");
  });

  test("[U2] is not given to a student who is no longer here", async () => {
    const device = openDevice(freshStorage());
    await device.enter(asked(B), null);
    expect(await acceptGuest(device, given(A, "two"))).toBe(false);
    await device.leave();
    expect(await acceptGuest(device, given(B, "two"))).toBe(false);
    expect((await device.guestPlace()).database).toBe("athro-guest");
  });

  test("[U2] that is not theirs is not asked about again, until a guest has been here", async () => {
    const device = openDevice(freshStorage());
    await device.enter(asked(A), null);
    await declineGuest(device, B);
    expect(await device.current()).toHaveProperty("asks");
    await declineGuest(device, A);
    expect(await device.current()).not.toHaveProperty("asks");
    expect(await device.guestPlace()).toMatchObject({ database: "athro-guest", declined: [A] });
    await device.enter(GUEST, null);
    expect((await device.guestPlace()).declined).toEqual([]);
  });
});

describe("a shared device", () => {
  test("stays one, whoever comes and goes", async () => {
    const device = openDevice(freshStorage());
    expect(await device.shared()).toBeNull();
    await device.setShared(1_000);
    await device.enter(asked(A), null);
    await device.leave();
    expect(await device.shared()).toBe(1_000);
    await device.setShared(null);
    expect(await device.shared()).toBeNull();
  });
});
