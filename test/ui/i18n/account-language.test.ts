import { Dexie } from "dexie";
import { beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { getPreference, setPreference } from "../../../src/store/preferences.ts";
import { freshStorage } from "../../support/indexed-db.ts";
import { openTestStore } from "../../support/store.ts";
import { until } from "../../support/until.ts";

const kept = new Map<string, string>();
beforeEach(() => {
  kept.clear();
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  });
  vi.stubGlobal("document", { documentElement: { lang: "en" } });
  vi.stubGlobal("navigator", { language: "en-GB" });
  vi.resetModules();
  onTestFinished(() => {
    vi.unstubAllGlobals();
  });
});

/** As a page loads them. */
const load = async () => ({
  ...(await import("../../../src/ui/i18n/language.ts")),
  ...(await import("../../../src/ui/i18n/account-language.ts")),
});

test("a language chosen here is kept on the device, and goes to the account as a preference", async () => {
  const store = await openTestStore();
  const { chooseLanguage, language } = await load();
  await chooseLanguage("cy", store);
  expect(language.value).toBe("cy");
  expect(kept.get("athro:language")).toBe("cy");
  await until(async () => expect(await getPreference(store.db, "language")).toBe("cy"));
  expect(await store.db.outbox.count()).toBe(1);
});

test("before anyone has begun, a choice is the device's, and a new account gets it", async () => {
  const { bringLanguage, chooseLanguage } = await load();
  await chooseLanguage("cy", null);
  const store = await openTestStore();
  await bringLanguage(store);
  expect(await getPreference(store.db, "language")).toBe("cy");
});

test("an account keeps its own language, and one that was never chosen is not made a choice", async () => {
  const store = await openTestStore();
  const { bringLanguage } = await load();
  await bringLanguage(store);
  expect(await getPreference(store.db, "language")).toBeUndefined();
  await setPreference(store, "language", "en");
  kept.set("athro:language", "cy");
  await bringLanguage(store);
  expect(await getPreference(store.db, "language")).toBe("en");
});

test("what another device chooses is shown here, and what this version doesn't know is not", async () => {
  const storage = freshStorage();
  const before = { ...Dexie.dependencies };
  // Without these Dexie takes the place for a server's, where nothing is watched.
  Object.assign(Dexie.dependencies, storage);
  onTestFinished(() => void Object.assign(Dexie.dependencies, before));
  const store = await openTestStore({ storage });
  const { followLanguage, language } = await load();
  const end = followLanguage(store);
  onTestFinished(end);
  await setPreference(store, "language", "cy");
  await until(() => expect(language.value).toBe("cy"));
  expect(kept.get("athro:language")).toBe("cy");
  await setPreference(store, "language", "de");
  await setPreference(store, "language", "en");
  await until(() => expect(language.value).toBe("en"));
});
