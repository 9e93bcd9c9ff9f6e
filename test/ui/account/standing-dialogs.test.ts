import "fake-indexeddb/auto";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { openDatabase } from "../../../src/store/database.ts";
import { type CurrentUser, openDevice } from "../../../src/store/device.ts";
import { createStandingDialogs, putDialog } from "../../../src/ui/standing-dialogs.ts";
import { freshStorage } from "../../support/indexed-db.ts";

const UID = "11111111-1111-4111-8111-111111111111";
const student: CurrentUser = { key: "current", kind: "student", uid: UID, email: "s@example.org" };
const gone = () => null;
const newId = (): string => crypto.randomUUID();

beforeEach(() => {
  vi.stubEnv("VITE_SUPABASE_URL", "http://127.0.0.1:9");
  vi.stubEnv("VITE_SUPABASE_PUBLISHABLE_KEY", "none");
  vi.stubGlobal("navigator", {});
  vi.stubGlobal("localStorage", { getItem: () => null, setItem() {}, removeItem() {} });
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
});

test("what one teller says does not take away another's, and is taken away by its own end alone", () => {
  const dialogs = createStandingDialogs();
  putDialog(dialogs, "account-gone", gone);
  putDialog(dialogs, "session", () => null);
  putDialog(dialogs, "session", null);
  expect(dialogs.value).toEqual({ "account-gone": gone });
});

/** A student is looked after, as `app-services` has it done, beside what else is told. */
const lookAfter = async (signal: AbortSignal) => {
  const dialogs = createStandingDialogs();
  const { tend } = await import("../../../src/students.ts");
  const store = {
    db: await openDatabase(UID, newId, freshStorage()),
    user: UID,
    now: Date.now,
    newId,
  };
  const begin = () =>
    tend({
      device: openDevice(freshStorage()),
      store,
      current: student,
      sharedSince: null,
      dialogs,
      signOut: async () => ({ kept: 0 }),
      signal,
    });
  return { dialogs, begin };
};

test("that an account was deleted is told until someone has seen it, whoever is looked after meanwhile", async () => {
  const { tellAccountGone } = await import("../../../src/account-gone.ts");
  const ending = new AbortController();
  const { dialogs, begin } = await lookAfter(ending.signal);
  await tellAccountGone(dialogs);
  const told = dialogs.value["account-gone"];
  expect(told).toBeDefined();
  begin();
  await expect
    .poll(() => Object.keys(dialogs.value).toSorted())
    .toEqual(["account-gone", "session"]);
  expect(dialogs.value["account-gone"]).toBe(told);
  ending.abort();
});

test("what was to be asked of a student who left meanwhile is not asked of the next", async () => {
  const ending = new AbortController();
  const { dialogs, begin } = await lookAfter(ending.signal);
  begin();
  ending.abort();
  const { loadWords } = await import("../../../src/ui/i18n/language.ts");
  await loadWords(["account"]);
  await new Promise((resolve) => setTimeout(resolve));
  expect(dialogs.value).toEqual({});
});
