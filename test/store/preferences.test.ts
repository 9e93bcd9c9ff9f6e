import { describe, expect, test } from "vitest";
import { preferenceId } from "../../src/model/ids.ts";
import { getPreference, setPreference } from "../../src/store/preferences.ts";
import { openTestStore } from "../support/store.ts";
import { sending, syncAll } from "./support/exchange.ts";
import { ServerRows } from "./support/server-rows.ts";

describe("a preference", () => {
  test("is undefined until it is set, and then any JSON", async () => {
    const store = await openTestStore();
    expect(await getPreference(store.db, "theme")).toBeUndefined();
    for (const value of ["dark", null, 0, false, { a: [1, { b: "ŵ" }] }]) {
      await setPreference(store, "theme", value);
      expect(await getPreference(store.db, "theme")).toEqual(value);
    }
    expect(await getPreference(store.db, "language")).toBeUndefined();
  });

  test("[R2] is one row for all devices that set it, by its name", async () => {
    const server = new ServerRows();
    for (const [origin, value] of [
      ["bbbbbbbb", "dark"],
      ["cccccccc", "light"],
    ] as const) {
      const store = await openTestStore({ origin });
      await setPreference(store, "theme", value);
      expect((await sending(store)).mutations).toMatchObject([
        { id: preferenceId("theme"), set: { origin: { name: "theme" }, value: { value } } },
      ]);
      await syncAll(store, server);
    }
    expect(server.rows.size).toBe(1);
  });

  test("that another device deleted is gone, and there again once it is set", async () => {
    const store = await openTestStore();
    const server = new ServerRows();
    await setPreference(store, "theme", "dark");
    await syncAll(store, server);
    server.put("preferences", preferenceId("theme"), {}, { deleted: true });
    await syncAll(store, server);
    expect(await getPreference(store.db, "theme")).toBeUndefined();
    await setPreference(store, "theme", "light");
    expect(await getPreference(store.db, "theme")).toBe("light");
    await syncAll(store, server);
    expect(server.rows.get(preferenceId("theme"))?.row).toMatchObject({
      value: "light",
      deleted: false,
    });
  });

  test("of a guest's stays on the device", async () => {
    const store = await openTestStore({ user: null });
    await setPreference(store, "theme", "dark");
    expect(await getPreference(store.db, "theme")).toBe("dark");
    expect(await store.db.outbox.count()).toBe(0);
  });
});
