import { describe, expect, test } from "vitest";
import { coalesce, type Mutation, valuesOf } from "../../src/model/mutation.ts";

const earlier: Mutation = {
  mid: "m1",
  table: "calendar_events",
  id: "e1",
  set: { title: { title: "Physics" }, kind: { kind: "exam" } },
  base: { title: 3, kind: 4 },
  stamp: 1_000,
};

describe("[W2] coalesce", () => {
  test("takes the later value of each group, whole, and keeps the others", () => {
    const joined = coalesce(
      { ...earlier, set: { notes: { notes: "a", location: "b" } } },
      { set: { notes: { notes: "c" } }, base: {}, stamp: 1_001 },
    );
    expect(joined.set).toEqual({ notes: { notes: "c" } });
    const both = coalesce(earlier, {
      set: { title: { title: "Chemistry" }, athro: { athro_id: null } },
      base: { title: 9, athro: 5 },
      stamp: 1_001,
    });
    expect(both.set).toEqual({
      title: { title: "Chemistry" },
      kind: { kind: "exam" },
      athro: { athro_id: null },
    });
  });

  test("keeps the first base of a group that was edited before, and takes that of a new one", () => {
    const joined = coalesce(earlier, {
      set: { title: { title: "Chemistry" }, athro: { athro_id: null } },
      base: { title: 9, athro: 5 },
      stamp: 1_001,
    });
    expect(joined.base).toEqual({ title: 3, kind: 4, athro: 5 });
  });

  test("takes the later stamp, and never goes back", () => {
    const set = { title: { title: "Chemistry" } };
    expect(coalesce(earlier, { set, base: {}, stamp: 1_001 }).stamp).toBe(1_001);
    expect(coalesce(earlier, { set, base: {}, stamp: 999 }).stamp).toBe(1_000);
  });

  test("[M3] knows a group to be written over the value that it joins, and over what that was written over", () => {
    const own = { ...earlier, over: { title: [500], kind: [600] } };
    const set = { title: { title: "Two" } };
    const once = coalesce(own, { set, base: {}, stamp: 2_000 });
    expect(once.over).toEqual({ title: [500, 1_000], kind: [600] });
    const often = Array.from({ length: 20 }, (_, n) => 2_001 + n).reduce<Mutation>(
      (joined, stamp) => coalesce(joined, { set, base: {}, stamp }),
      once,
    );
    expect(often.over?.title).toEqual(Array.from({ length: 16 }, (_, n) => 2_004 + n));
    const other = { set: { athro: { athro_id: null } }, base: {}, stamp: 1_001 };
    expect(coalesce(earlier, other)).not.toHaveProperty("over");
  });

  test("[E1] leaves a group the device that wrote it, until it is written again here", () => {
    const lost = { ...earlier, devices: { title: "phone", kind: "phone" } };
    const joined = coalesce(lost, { set: { title: { title: "Two" } }, base: {}, stamp: 1_001 });
    expect(joined.devices).toEqual({ kind: "phone" });
    const again = coalesce(joined, { set: { kind: { kind: "break" } }, base: {}, stamp: 1_002 });
    expect(again).not.toHaveProperty("devices");
  });

  test("leaves each group the time at which it was written", () => {
    const once = coalesce(earlier, {
      set: { title: { title: "Chemistry" } },
      base: {},
      stamp: 2_000,
    });
    expect(once).toMatchObject({ stamp: 2_000, stamps: { kind: 1_000 } });
    const twice = coalesce(once, { set: { notes: { notes: "c" } }, base: {}, stamp: 3_000 });
    expect(twice).toMatchObject({ stamp: 3_000, stamps: { kind: 1_000, title: 2_000 } });
    const whole = coalesce(twice, { set: twice.set, base: {}, stamp: 4_000 });
    expect(whole.stamps).toBeUndefined();
  });

  test("leaves each group the stamp of its own last edit, and names only those that differ", () => {
    const noted = { set: { notes: { notes: "a" } }, base: {}, stamp: 2_000 };
    const joined = coalesce(earlier, noted);
    expect(joined).toMatchObject({ stamp: 2_000, stamps: { title: 1_000, kind: 1_000 } });
    const retitled = coalesce(joined, { set: { title: { title: "x" } }, base: {}, stamp: 3_000 });
    expect(retitled.stamp).toBe(3_000);
    expect(retitled.stamps).toEqual({ kind: 1_000, notes: 2_000 });
    const all = coalesce(retitled, { set: { ...retitled.set }, base: {}, stamp: 4_000 });
    expect(all).not.toHaveProperty("stamps");
  });

  test("keeps older stamps that the later edit brings along", () => {
    const later = { set: { athro: { athro_id: null }, notes: {} }, base: {}, stamp: 2_000 };
    const joined = coalesce(earlier, { ...later, stamps: { athro: 500 } });
    expect(joined.stamps).toEqual({ title: 1_000, kind: 1_000, athro: 500 });
  });

  test("is the same mutation and nothing but a mutation, whatever else the earlier one carries", () => {
    const answered = { ...earlier, n: 7, acked: 12, refused: { code: "23514", at: 5 } };
    const joined = coalesce(answered, { set: {}, base: {}, stamp: 1_001 });
    expect(joined).toEqual({ ...earlier, stamp: 1_001, stamps: { title: 1_000, kind: 1_000 } });
  });

  test("leaves both as they were", () => {
    const before = structuredClone(earlier);
    coalesce(earlier, { set: { title: { title: "x" } }, base: { title: 9 }, stamp: 2_000 });
    expect(earlier).toEqual(before);
  });
});

test("valuesOf gives the columns of all groups together", () => {
  const set = { title: { title: "Physics" }, notes: { notes: "", location: "Hall" } };
  expect(valuesOf(set)).toEqual({ title: "Physics", notes: "", location: "Hall" });
  expect(valuesOf({})).toEqual({});
});
