import { expect, test } from "vitest";
import { lastProblem, readSummary } from "../../src/store/summary.ts";
import type { SyncStatus } from "../../src/sync/ports.ts";
import { openTestStore } from "../support/store.ts";

test("an attempt says nothing new of what is wrong until the server has answered it, or it has ended", async () => {
  const store = await openTestStore();
  const problemOf = lastProblem();
  const after = async (phase: SyncStatus["phase"], problem: SyncStatus["problem"]) => {
    await store.sync.report({ phase, problem });
    return problemOf(await readSummary(store.db));
  };
  const answered = async (at: number) =>
    store.db.meta.put({ ...(await store.db.readState()), syncedAt: at });

  expect(problemOf(await readSummary(store.db))).toBeNull();
  expect(await after("syncing", null)).toBeNull();
  expect(await after("idle", "signin")).toBe("signin");
  expect(await after("syncing", null)).toBe("signin");
  expect(await after("retrying", "network")).toBe("network");
  expect(await after("syncing", null)).toBe("network");
  expect(await after("idle", null)).toBeNull();

  expect(await after("idle", "signin")).toBe("signin");
  expect(await after("syncing", null)).toBe("signin");
  await answered(1);
  expect(await after("syncing", null)).toBeNull();
  await answered(2);
  expect(await after("idle", "signin")).toBe("signin");
  expect(await after("syncing", null)).toBe("signin");
});
