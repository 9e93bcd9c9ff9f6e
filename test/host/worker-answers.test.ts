/** A worker that has questions answered while no page is open. */
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { type Behaviour, json } from "../functions/support/server.ts";
import { STUDENT } from "../support/store.ts";
import {
  askQuestion,
  coldWorker,
  enter,
  isAwaiting,
  setWorkerStage,
  startBackend,
  withNotifications,
} from "./worker-stage.ts";
import { until } from "../support/until.ts";

setWorkerStage();

/** Has time go by until it is over; what waits for the network or the disk gets its turns in between. */
const inTime = async <T>(over: Promise<T>): Promise<T> => {
  const state = { over: false };
  const done = over.finally(() => (state.over = true));
  done.catch(() => {});
  while (!state.over) {
    for (let turn = 0; turn < 50; turn += 1)
      await new Promise<void>((resolve) => {
        setImmediate(resolve);
      });
    vi.advanceTimersByTime(250);
  }
  return done;
};

const fakeTime = () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"] });
  onTestFinished(() => void vi.useRealTimers());
};

const answeredNow = json({ status: "answered", reply_id: "r", ended: null });
const hangsUp: Behaviour = (response) => response.destroy();

describe("[A9] a Background Sync event with a question to be answered", () => {
  test.each<[string, Behaviour]>([
    ["can't be had", json({ error: "tutor_unavailable" }, 502)],
    ["is busy", json({ error: "tutor_busy", retry_after_ms: 40_000 }, 503)],
    ["answers another device", json({ status: "busy", retry_after_ms: 40_000 }, 202)],
    ["hangs up", hangsUp],
  ])("fails while the tutor %s, so that the browser tries again", async (_, tutor) => {
    fakeTime();
    const { state, reply, rowsOf } = await startBackend();
    await enter(STUDENT);
    const question = await askQuestion();
    state.tutor = tutor;
    const { onSync } = await coldWorker();
    await expect(inTime(onSync())).rejects.toThrow("not everything got through");
    expect(rowsOf(STUDENT)).toBeGreaterThan(0);
    // The browser's next try: minutes later, in a worker that knows nothing of the first.
    vi.setSystemTime(Date.now() + 300_000);
    vi.resetModules();
    state.tutor = (response, call) => {
      reply(question);
      answeredNow(response, call);
    };
    const { onSync: again } = await coldWorker();
    await inTime(again());
    expect(await isAwaiting(question)).toBe(false);
  });

  test("asks once more by itself where the tutor is soon to be had", async () => {
    fakeTime();
    const { server, state, reply } = await startBackend();
    await enter(STUDENT);
    const question = await askQuestion();
    state.tutor = (response, call) => {
      const first = server.callsTo("/athro-reply").length === 1;
      if (!first) reply(question);
      (first ? hangsUp : answeredNow)(response, call);
    };
    const { onSync } = await coldWorker();
    await inTime(onSync());
    expect(await isAwaiting(question)).toBe(false);
  });

  test.each<[string, Behaviour]>([
    ["the day's replies", json({ error: "quota", retry_after_ms: 20_000_000 }, 429)],
    ["a question's length", json({ error: "question_too_long" }, 422)],
  ])("is over where %s is in the way: no try of the browser's helps", async (_, tutor) => {
    fakeTime();
    const { state } = await startBackend();
    await enter(STUDENT);
    const question = await askQuestion();
    state.tutor = tutor;
    const { onSync } = await coldWorker();
    await inTime(onSync());
    expect(await isAwaiting(question)).toBe(true);
  });
});

describe("[A10] a reply that comes while no page is open", () => {
  test("is told of, though its stream broke and a pull brought it", async () => {
    fakeTime();
    const shown = withNotifications();
    const { state, reply } = await startBackend();
    await enter(STUDENT);
    const question = await askQuestion();
    state.tutor = (response, call) => {
      reply(question);
      hangsUp(response, call);
    };
    const { onSync } = await coldWorker();
    await inTime(onSync().catch(() => {}));
    vi.setSystemTime(Date.now() + 300_000);
    await inTime(onSync());
    await inTime(onSync());
    expect(shown).toEqual(["AthroMaths"]);
  });

  test("is told of by the next worker, where one ended before it had come", async () => {
    fakeTime();
    const shown = withNotifications();
    const { state, reply } = await startBackend();
    await enter(STUDENT);
    const question = await askQuestion();
    const first = await coldWorker();
    state.tutor = (response, call) => {
      reply(question);
      answeredNow(response, call);
      first.stepAside();
    };
    await expect(inTime(first.onSync())).rejects.toThrow("not everything got through");
    expect(shown).toEqual([]);
    vi.resetModules();
    const { onSync } = await coldWorker();
    await inTime(onSync());
    expect(shown).toEqual(["AthroMaths"]);
  });

  test("is told of at once, and not when all that was asked has been answered", async () => {
    const shown = withNotifications();
    const { state, reply } = await startBackend();
    await enter(STUDENT);
    const [question, next] = [await askQuestion(), await askQuestion("dddddddd")];
    const held: (() => void)[] = [];
    state.tutor = (response, call) => {
      const mine = String(call.json["question"]);
      const over = () => {
        reply(mine);
        answeredNow(response, call);
      };
      if (mine === question) over();
      else held.push(over);
    };
    const { onSync } = await coldWorker();
    const over = onSync();
    await until(() => expect(shown).toHaveLength(1));
    expect(await isAwaiting(next)).toBe(true);
    held[0]?.();
    await over;
    expect(shown).toHaveLength(2);
  });
});
