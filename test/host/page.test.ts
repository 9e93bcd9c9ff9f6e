import { setTimeout as pause } from "node:timers/promises";
import { beforeEach, describe, expect, onTestFinished, test, vi } from "vitest";
import type { Nudge } from "../../src/host/nudge.ts";
import type { Mutation } from "../../src/model/mutation.ts";
import { replyId } from "../../src/model/ids.ts";
import { sendQuestion } from "../../src/store/messages.ts";
import { takeReplyNews } from "../../src/store/reply-news.ts";
import { setPreference } from "../../src/store/preferences.ts";
import type { SyncRequest } from "../../src/sync/protocol.ts";
import type { PokeListener } from "../../src/transport/pokes.optional.ts";
import { json, startServer } from "../functions/support/server.ts";
import { ServerRows } from "../store/support/server-rows.ts";
import { openTestStore, STUDENT } from "../support/store.ts";
import { until } from "../support/until.ts";

/** Realtime stands outside: what it would tell is told by the test. */
const realtime: { listener: PokeListener | null; opened: number } = { listener: null, opened: 0 };
vi.mock("../../src/transport/pokes.optional.ts", () => ({
  listenForPokes: (_backend: unknown, _token: unknown, _uid: string, listener: PokeListener) => {
    realtime.listener = listener;
    realtime.opened += 1;
    return async () => {
      realtime.listener = null;
    };
  },
}));

class TestDocument extends EventTarget {
  visibilityState = "visible";

  turn(state: "visible" | "hidden"): void {
    this.visibilityState = state;
    this.dispatchEvent(new Event("visibilitychange"));
  }
}

let page: { window: EventTarget; document: TestDocument; registration: object | undefined };

beforeEach(() => {
  realtime.listener = null;
  realtime.opened = 0;
  page = { window: new EventTarget(), document: new TestDocument(), registration: undefined };
  vi.stubGlobal("window", page.window);
  vi.stubGlobal("document", page.document);
  vi.stubGlobal("navigator", {
    onLine: true,
    serviceWorker: { getRegistration: async () => page.registration },
  });
  onTestFinished(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
    vi.unstubAllEnvs();
    vi.resetModules();
  });
});

/** Until what was begun in promises and in IndexedDB is over. */
const idle = async () => {
  for (let turn = 0; turn < 20; turn += 1)
    await new Promise<void>((resolve) => {
      setImmediate(resolve);
    });
};

const token = async () => ({ kind: "token", token: "access" }) as const;

/** A linked page; `waiting` is what its store says. */
const link = async (given: { url?: string; waiting?: number; screen?: Promise<void> } = {}) => {
  vi.stubEnv("VITE_SUPABASE_URL", given.url ?? "http://nowhere.invalid");
  vi.stubEnv("VITE_SUPABASE_PUBLISHABLE_KEY", "publishable");
  const { linkPage } = await import("../../src/host/page.ts");
  await import("../../src/host/open-host.ts");
  const store = await openTestStore();
  const state = { waiting: given.waiting ?? 0 };
  const screen = given.screen ?? Promise.resolve();
  const made = linkPage({ ...store, user: STUDENT }, token, () => state.waiting, screen);
  onTestFinished(() => made.stop());
  await idle();
  return { store, state, link: made };
};

/** A worker that notes what it is told, and answers unless it hangs. */
const withWorker = () => {
  const told: string[] = [];
  const tags: string[] = [];
  const state = { hangs: false };
  const postMessage = (nudge: Nudge, [port]: MessagePort[]) => {
    told.push(`${nudge.uid} ${nudge.input.type}`);
    if (!state.hangs) port?.postMessage("at work");
  };
  page.registration = {
    active: { postMessage },
    sync: { register: async (tag: string) => void tags.push(tag) },
  };
  const types = () => told.splice(0).map((one) => one.replace(`${STUDENT} `, ""));
  return { types, tags, worker: state };
};

/** A linked page that has told its worker of its start. */
const linkToWorker = async (given: Parameters<typeof link>[0] = {}) => {
  const worker = withWorker();
  const linked = await link(given);
  expect(worker.types()).toEqual(["started"]);
  return { ...worker, ...linked };
};

describe("[S1] a page with a worker tells it", () => {
  test("of its start, of a network, of being seen, and of nothing after its end", async () => {
    const { types } = withWorker();
    const { link: linked } = await link();
    expect(types()).toEqual(["started"]);
    page.window.dispatchEvent(new Event("online"));
    page.document.turn("hidden");
    page.document.turn("visible");
    await idle();
    expect(types()).toEqual(["online", "visible"]);
    linked.stop();
    linked.nudge({ type: "wrote" });
    page.window.dispatchEvent(new Event("online"));
    await idle();
    expect(types()).toEqual([]);
  });

  test("of its start once the screen is there, but of what is written at once", async () => {
    const { types } = withWorker();
    const later = new EventTarget();
    const screen = new Promise<void>((resolve) => {
      later.addEventListener("shown", () => resolve());
    });
    const { link: linked } = await link({ screen });
    expect(types()).toEqual([]);
    linked.nudge({ type: "wrote" });
    await idle();
    expect(types()).toEqual(["wrote"]);
    later.dispatchEvent(new Event("shown"));
    await idle();
    expect(types()).toEqual(["started"]);
  });

  test("of being hidden or left, if something waits", async () => {
    const { types, state } = await linkToWorker({ waiting: 1 });
    page.document.turn("hidden");
    page.window.dispatchEvent(new Event("pagehide"));
    await idle();
    expect(types()).toEqual(["flush", "flush"]);
    state.waiting = 0;
    page.document.turn("hidden");
    page.window.dispatchEvent(new Event("pagehide"));
    await idle();
    expect(types()).toEqual([]);
  });

  test("of a write, and has the browser see to it if both are gone before the push", async () => {
    const { types, tags, link: linked } = await linkToWorker();
    linked.nudge({ type: "wrote" });
    linked.nudge({ type: "poll" });
    linked.nudge({ type: "flush" });
    await idle();
    expect(types()).toEqual(["wrote", "poll", "flush"]);
    expect(tags).toEqual(["athro-sync", "athro-sync"]);
  });

  test("[G4] time and again while something waits and the page is seen: the worker may have been ended", async () => {
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
    const { types, state } = await linkToWorker({ waiting: 1 });
    vi.advanceTimersByTime(10_000);
    await idle();
    expect(types()).toEqual(["wrote", "wrote", "wrote"]);
    page.document.visibilityState = "hidden";
    vi.advanceTimersByTime(10_000);
    state.waiting = 0;
    page.document.visibilityState = "visible";
    vi.advanceTimersByTime(10_000);
    await idle();
    expect(types()).toEqual([]);
  });

  test("[S2] of the slow poll, every 60 to 90 s while it is seen", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const { types } = await linkToWorker();
    vi.advanceTimersByTime(59_000);
    await idle();
    expect(types()).toEqual([]);
    vi.advanceTimersByTime(31_000);
    await idle();
    expect(types()).toEqual(["poll"]);
    page.document.visibilityState = "hidden";
    vi.advanceTimersByTime(600_000);
    await idle();
    expect(types()).toEqual([]);
  });

  test("[S2] of pokes, and of a channel that it has joined", async () => {
    const { types } = await linkToWorker();
    realtime.listener?.joined();
    realtime.listener?.poked(12);
    await idle();
    expect(types()).toEqual(["visible", "poke"]);
  });
});

describe("the poke channel", () => {
  test("is closed a minute after the page was hidden, and opened when it is seen again", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    withWorker();
    await link();
    expect(realtime).toMatchObject({ opened: 1, listener: {} });
    page.document.turn("hidden");
    vi.advanceTimersByTime(59_000);
    page.document.turn("visible");
    page.document.turn("hidden");
    vi.advanceTimersByTime(59_000);
    await idle();
    expect(realtime).toMatchObject({ opened: 1, listener: {} });
    vi.advanceTimersByTime(1_000);
    await idle();
    expect(realtime.listener).toBeNull();
    page.document.turn("visible");
    await idle();
    expect(realtime).toMatchObject({ opened: 2, listener: {} });
  });

  test("is closed at the end", async () => {
    withWorker();
    const { link: linked } = await link();
    linked.stop();
    await idle();
    expect(realtime.listener).toBeNull();
  });
});

/** A server that takes everything. */
const startBackend = async () => {
  const rows = new ServerRows();
  const calls: SyncRequest[] = [];
  const server = await startServer((call) => {
    const request = call.json.request as SyncRequest;
    calls.push(request);
    rows.now = Date.now();
    const mutations = request.mutations.map((text) => JSON.parse(text) as Mutation);
    const acks = mutations.map((mutation, i) => rows.accept(mutation, i));
    return json(rows.answer(request.cursor, { acks }));
  });
  onTestFinished(() => server.close());
  return { rows, calls, url: server.url };
};

/** How many calls there are once no more come: they go over a real socket, which no turn of the event loop waits for. */
const settled = async (calls: readonly unknown[]): Promise<number> => {
  for (let seen = -1; seen !== calls.length;) {
    seen = calls.length;
    await pause(300);
  }
  return calls.length;
};

describe("[G4] a page whose worker hangs", () => {
  test("works itself after a while, tells the worker on, and leaves off when it answers", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const { rows, calls, url } = await startBackend();
    const { types, worker } = withWorker();
    const { store, link: linked } = await link({ url });
    await idle();
    worker.hangs = true;
    await setPreference(store, "theme", "dark");
    linked.nudge({ type: "flush" });
    await idle();
    vi.advanceTimersByTime(4_999);
    await idle();
    expect(calls).toHaveLength(0);
    vi.advanceTimersByTime(1);
    await until(() => expect(rows.rows.size).toBe(1));

    // Known to hang, it is not waited for.
    await setPreference(store, "language", "cy");
    linked.nudge({ type: "flush" });
    await until(() => expect(rows.rows.size).toBe(2));
    await until(async () => expect(await store.db.outbox.count()).toBe(0));
    expect(types()).toEqual(["started", "flush", "flush"]);

    worker.hangs = false;
    linked.nudge({ type: "flush" });
    await until(() => expect(calls.length).toBeGreaterThan(2));
    const sent = await settled(calls);
    await setPreference(store, "theme", "light");
    linked.nudge({ type: "flush" });
    await idle();
    // Long enough for it to have taken over again, and too short for the slow poll.
    vi.advanceTimersByTime(10_000);
    await idle();
    expect(types().slice(-2)).toEqual(["flush", "flush"]);
    expect(calls).toHaveLength(sent);
    expect(await store.db.outbox.count()).toBe(1);
  });

  test("does nothing any more once it has ended", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const { calls, url } = await startBackend();
    const { worker } = withWorker();
    worker.hangs = true;
    const { link: linked } = await link({ url });
    linked.nudge({ type: "flush" });
    await idle();
    linked.stop();
    vi.advanceTimersByTime(10_000);
    await idle();
    expect(calls).toHaveLength(0);
  });
});

describe("[S5] a page without a worker", () => {
  test("runs the engine itself", async () => {
    const { rows, url } = await startBackend();
    const { store, link: linked } = await link({ url });
    await setPreference(store, "theme", "dark");
    linked.nudge({ type: "flush" });
    await until(() => expect(rows.rows.size).toBe(1));
    await until(async () => expect(await store.db.outbox.count()).toBe(0));
  });

  test.each([
    ["seen", 0],
    ["hidden", 1],
  ])("leaves a reply that came while it was %s for a worker to tell of: %i", async (how, told) => {
    const { rows, url } = await startBackend();
    const { store, link: linked } = await link({ url });
    const { sessionId, messageId } = await sendQuestion(store, "athro-maths", "Why?");
    linked.nudge({ type: "flush" });
    await until(() => expect(rows.rows.has(messageId)).toBe(true));
    if (how === "hidden") page.document.visibilityState = "hidden";
    rows.put("chat_messages", replyId(messageId, 0), {
      session_id: sessionId,
      role: "assistant",
      question_id: messageId,
      attempt: 0,
    });
    linked.nudge({ type: "flush" });
    await until(async () => expect(await store.db.askings.count()).toBe(0));
    await idle();
    expect(await takeReplyNews(store.db)).toHaveLength(told);
  });

  test("begins anew when its engine was stopped by a database that closed", async () => {
    const { rows, calls, url } = await startBackend();
    const { store, link: linked } = await link({ url });
    await until(() => expect(calls).toHaveLength(1));
    await idle();
    store.db.close();
    linked.nudge({ type: "flush" });
    await idle();
    await store.db.open();
    await setPreference(store, "theme", "dark");
    linked.nudge({ type: "flush" });
    await until(() => expect(rows.rows.size).toBe(1));
  });

  test("leaves off when there is one", async () => {
    const { calls, url } = await startBackend();
    const { link: linked } = await link({ url });
    await until(() => expect(calls).toHaveLength(1));
    const { types } = withWorker();
    linked.nudge({ type: "flush" });
    await idle();
    expect(types()).toEqual(["flush"]);
    expect(calls).toHaveLength(1);
  });
});
