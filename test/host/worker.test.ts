import { Dexie } from "dexie";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import type { SyncRequest } from "../../src/sync/protocol.ts";
import { json } from "../functions/support/server.ts";
import { STUDENT } from "../support/store.ts";
import { coldWorker, enter, setWorkerStage, startBackend, write } from "./worker-stage.ts";
import { until } from "../support/until.ts";

const OTHER = "99999999-9999-4999-8999-999999999999";

setWorkerStage();

/** For where it does not matter what the page hears. */
const unheard = () => {};

const nudge = (type: "wrote" | "flush" | "started", uid = STUDENT) =>
  ({ type: "athro-nudge", uid, input: { type } }) as const;

describe("a worker", () => {
  test.each(["flush", "wrote", "started"] as const)(
    "[G6] woken by the nudge `%s` pushes and pulls in one call",
    async (type) => {
      const { calls, rowsOf } = await startBackend();
      await enter(STUDENT);
      await write(STUDENT, "dark");
      const { onNudge } = await coldWorker();
      await onNudge(nudge(type), unheard);
      expect(rowsOf(STUDENT)).toBe(1);
      expect(calls).toHaveLength(1);
    },
  );

  test("[G5] works for the current student alone, with that student's token", async () => {
    const { calls, rowsOf } = await startBackend();
    await enter(STUDENT);
    await write(STUDENT, "dark");
    await write(OTHER, "light");
    const { onNudge } = await coldWorker();
    await onNudge(nudge("flush", OTHER), unheard);
    expect(rowsOf(OTHER)).toBe(0);
    await enter(OTHER);
    await onNudge(nudge("flush", STUDENT), unheard);
    expect(rowsOf(STUDENT)).toBe(0);
    await onNudge(nudge("flush", OTHER), unheard);
    expect(rowsOf(OTHER)).toBe(1);
    for (const { headers, json } of calls) {
      const { user } = json.request as SyncRequest;
      expect(headers.authorization).toBe(`Bearer access-of-${user}`);
    }
  });

  test("with no one signed in does nothing", async () => {
    const { calls } = await startBackend();
    await write(STUDENT, "dark");
    const { onNudge, onSync } = await coldWorker();
    await onNudge(nudge("flush"), unheard);
    await onSync();
    expect(calls).toHaveLength(0);
  });
});

describe("[G4] a page's nudge is answered", () => {
  test("at once, whatever the server does, and also where there is nothing to do", async () => {
    const { state } = await startBackend();
    const { onNudge } = await coldWorker();
    const answered: string[] = [];
    await onNudge(nudge("flush"), () => answered.push("no one is signed in"));
    await enter(STUDENT);
    await write(STUDENT, "dark");
    state.failing = json({ code: "XX000", message: "down" }, 500);
    const over = onNudge(nudge("flush"), () => answered.push("at work"));
    await until(() => expect(answered).toEqual(["no one is signed in", "at work"]));
    state.failing = null;
    await over;
  });

  test("no more once the engine is stuck in a call that never comes back", async () => {
    await startBackend();
    await enter(STUDENT);
    await write(STUDENT, "dark");
    const asked = vi.fn<() => Promise<Response>>(() => new Promise(() => {}));
    vi.stubGlobal("fetch", asked);
    const { onNudge } = await coldWorker();
    const answered: string[] = [];
    void onNudge(nudge("flush"), () => answered.push("first"));
    await until(() => expect(asked).toHaveBeenCalledTimes(1));
    vi.useFakeTimers({ toFake: ["Date"] });
    onTestFinished(() => void vi.useRealTimers());
    vi.setSystemTime(Date.now() + 29_000);
    void onNudge(nudge("wrote"), () => answered.push("second"));
    await until(() => expect(answered).toEqual(["first", "second"]));
    vi.setSystemTime(Date.now() + 2_000);
    void onNudge(nudge("wrote"), () => answered.push("third"));
    void onNudge(nudge("wrote", OTHER), () => answered.push("fourth"));
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(answered).toEqual(["first", "second"]);
  });
});

describe("[G4] a Background Sync event", () => {
  test("is over when all is through", async () => {
    const { rowsOf } = await startBackend();
    await enter(STUDENT);
    await write(STUDENT, "dark");
    const { onSync } = await coldWorker();
    await onSync();
    expect(rowsOf(STUDENT)).toBe(1);
  });

  test("fails while the server does, so that the browser tries again, and then gets through", async () => {
    const { state, rowsOf } = await startBackend();
    await enter(STUDENT);
    await write(STUDENT, "dark");
    state.failing = json({ code: "XX000", message: "down" }, 500);
    const { onSync } = await coldWorker();
    await expect(onSync()).rejects.toThrow("not everything got through");
    state.failing = null;
    await onSync();
    expect(rowsOf(STUDENT)).toBe(1);
  });

  test("two at once share one host", async () => {
    const { calls } = await startBackend();
    await enter(STUDENT);
    await write(STUDENT, "dark");
    const { onSync } = await coldWorker();
    await Promise.all([onSync(), onSync()]);
    const sent = calls.map(({ json }) => (json.request as SyncRequest).mutations.length);
    expect(sent.filter((count) => count > 0)).toEqual([1]);
  });

  test("after the database was closed under the worker opens it anew", async () => {
    const { rowsOf } = await startBackend();
    await enter(STUDENT);
    const { onSync } = await coldWorker();
    await onSync();
    await Dexie.delete(`athro-${STUDENT}`);
    await write(STUDENT, "dark");
    await onSync();
    expect(rowsOf(STUDENT)).toBe(1);
  });
});
