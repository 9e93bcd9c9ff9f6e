import { describe, expect, onTestFinished, test, vi } from "vitest";
import { createHost, type HostPorts } from "../../src/host/host.ts";
import { replyId } from "../../src/model/ids.ts";
import { sendQuestion } from "../../src/store/messages.ts";
import { setPreference } from "../../src/store/preferences.ts";
import { readSummary } from "../../src/store/summary.ts";
import { syncProblem } from "../../src/store/sync-problem.ts";
import type { SyncOutcome } from "../../src/sync/protocol.ts";
import { ServerRows } from "../store/support/server-rows.ts";
import { openTestStore } from "../support/store.ts";
import { type Call, scriptedTransport, taken } from "../sync/scripted-transport.ts";
import { VirtualClock } from "./virtual-clock.ts";
import { until } from "../support/until.ts";

const NOT_THROUGH = { throughRetries: false };

/** A host over a real store, in virtual time; it is stopped when the test is over. */
const startHost = async (
  script: (call: Call, i: number, server: ServerRows) => SyncOutcome | Promise<SyncOutcome> = (
    call,
    _,
    server,
  ) => taken(server, call),
  ports: Partial<HostPorts> = {},
) => {
  const store = await openTestStore();
  const server = new ServerRows();
  const clock = new VirtualClock(store.clock);
  const transport = scriptedTransport((call, i) => {
    server.now = clock.now();
    return script(call, i, server);
  });
  const host = createHost({
    store,
    transport,
    ask: async () => ({ kind: "unreachable" }),
    clock,
    random: () => 0.5,
    alone: (body) => body(),
    ...ports,
  });
  onTestFinished(() => host.stop());
  return { store, server, clock, transport, host, calls: transport.calls };
};

const failing = (): SyncOutcome => ({ kind: "retry", cause: "server" });

describe("a host", () => {
  test("[S1] pushes what was written once the pause in writing is over", async () => {
    const { store, clock, host, calls } = await startHost();
    await setPreference(store, "theme", "dark");
    host.send({ type: "wrote" });
    clock.advance(999);
    expect(calls).toHaveLength(0);
    clock.advance(1);
    await host.settled(NOT_THROUGH);
    expect(calls).toHaveLength(1);
    expect(await readSummary(store.db)).toMatchObject({ waiting: 0, status: { phase: "idle" } });
  });

  test("[S3] tries again after a failure, and says meanwhile what is wrong", async () => {
    const { store, clock, host, calls } = await startHost((call, i, server) =>
      i === 0 ? failing() : taken(server, call),
    );
    await setPreference(store, "theme", "dark");
    host.send({ type: "flush" });
    expect(await host.settled(NOT_THROUGH)).toEqual({ ok: false });
    expect(await syncProblem(store.db)).toBe("server");
    clock.advance(500);
    expect(await host.settled(NOT_THROUGH)).toEqual({ ok: true });
    expect(calls).toHaveLength(2);
    expect(await syncProblem(store.db)).toBeNull();
  });

  test("[S3] takes what is thrown for a failure, and tries again", async () => {
    const told = vi.spyOn(console, "error").mockImplementation(() => {});
    onTestFinished(() => told.mockRestore());
    const { clock, host, calls } = await startHost((call, i, server) => {
      if (i === 0) throw new Error("a fault");
      return taken(server, call);
    });
    host.send({ type: "started" });
    expect(await host.settled(NOT_THROUGH)).toEqual({ ok: false });
    expect(told).toHaveBeenCalledOnce();
    clock.advance(500);
    expect(await host.settled(NOT_THROUGH)).toEqual({ ok: true });
    expect(calls).toHaveLength(2);
  });

  test("[S5] runs its cycles alone, one at a time", async () => {
    const inside: string[] = [];
    const { host } = await startHost(undefined, {
      alone: async (body) => {
        inside.push("in");
        const result = await body();
        inside.push("out");
        return result;
      },
    });
    host.send({ type: "started" });
    host.send({ type: "flush" });
    host.send({ type: "online" });
    await host.settled(NOT_THROUGH);
    expect(inside).toEqual(["in", "out", "in", "out"]);
  });

  test("that is stopped does nothing more", async () => {
    const { clock, host, calls } = await startHost();
    host.send({ type: "wrote" });
    host.stop();
    expect(host.stopped()).toBe(true);
    expect(clock.timers.size).toBe(0);
    clock.advance(60_000);
    host.send({ type: "flush" });
    expect(calls).toHaveLength(0);
  });

  test("stops when its database is closed under it, and says that it did not get through", async () => {
    const { store, host } = await startHost((call, _, server) => {
      store.db.close();
      return taken(server, call);
    });
    await setPreference(store, "theme", "dark");
    host.send({ type: "flush" });
    expect(await host.settled({ throughRetries: true })).toEqual({ ok: false });
    expect(host.stopped()).toBe(true);
  });

  test("[U9] stops, and finds nothing to complain of, when its database is wiped between two cycles", async () => {
    const complaints = vi.spyOn(console, "error").mockImplementation(() => {});
    onTestFinished(() => complaints.mockRestore());
    const { store, host } = await startHost();
    await store.db.meta.clear();
    host.send({ type: "flush" });
    expect(await host.settled({ throughRetries: true })).toEqual({ ok: false });
    expect(host.stopped()).toBe(true);
    expect(complaints).not.toHaveBeenCalled();
  });
});

describe("[G4] a host is stuck", () => {
  test("when a call does not come back although it should have long ended", async () => {
    const { host, clock, calls } = await startHost(() => new Promise<SyncOutcome>(() => {}));
    expect(host.stuck()).toBe(false);
    host.send({ type: "flush" });
    await until(() => expect(calls).toHaveLength(1));
    clock.advance(30_000);
    expect(host.stuck()).toBe(false);
    clock.advance(1);
    expect(host.stuck()).toBe(true);
  });

  test("not in a long pull that comes on page by page, nor between cycles", async () => {
    const stuck: boolean[] = [];
    const { host, clock } = await startHost((call, i, server) => {
      clock.advance(20_000);
      stuck.push(host.stuck());
      const outcome = taken(server, call);
      if (outcome.kind !== "ok" || i > 2) return outcome;
      const page = { cursor: call.request.cursor + 1, more: true, high_water: 9 };
      return { kind: "ok", response: { ...outcome.response, ...page } };
    });
    host.send({ type: "flush" });
    await host.settled(NOT_THROUGH);
    clock.advance(3_600_000);
    stuck.push(host.stuck());
    expect(stuck.length).toBeGreaterThan(4);
    expect(stuck).not.toContain(true);
  });
});

describe("settled", () => {
  test("waits for the cycle that is planned", async () => {
    const { store, clock, host } = await startHost();
    await setPreference(store, "theme", "dark");
    host.send({ type: "wrote" });
    let settled = false;
    const waiting = host.settled(NOT_THROUGH).then(() => (settled = true));
    await Promise.resolve();
    expect(settled).toBe(false);
    clock.advance(1_000);
    await waiting;
    expect((await readSummary(store.db)).waiting).toBe(0);
  });

  test("waits through retries for who asks for that", async () => {
    const { clock, host } = await startHost((call, i, server) =>
      i < 3 ? failing() : taken(server, call),
    );
    host.send({ type: "started" });
    const patient = host.settled({ throughRetries: true });
    for (let tries = 0; tries < 3; tries += 1) {
      expect(await host.settled(NOT_THROUGH)).toEqual({ ok: false });
      clock.advance(10_000);
    }
    expect(await patient).toEqual({ ok: true });
  });

  test("comes at once where nothing is to be done, and to all who wait when stopped", async () => {
    const { host } = await startHost(() => new Promise<SyncOutcome>(() => {}));
    expect(await host.settled(NOT_THROUGH)).toEqual({ ok: true });
    host.send({ type: "started" });
    const waiting = [host.settled(NOT_THROUGH), host.settled({ throughRetries: true })];
    host.stop();
    expect(await Promise.all(waiting)).toEqual([{ ok: false }, { ok: false }]);
  });
});

/** A host with one question to ask for, whose answers are the given ones, in turn. */
const withQuestion = async (...outcomes: Awaited<ReturnType<HostPorts["ask"]>>[]) => {
  const asked: number[] = [];
  const begun = await startHost(undefined, {
    ask: async ({ id }) => {
      const { server, clock } = begun;
      const outcome = outcomes[asked.length] ?? { kind: "unreachable" };
      asked.push(clock.now());
      if (outcome.kind === "answered")
        server.put("chat_messages", replyId(id, 0), { role: "assistant", question_id: id });
      return outcome;
    },
  });
  const { messageId } = await sendQuestion(begun.store, "athro-maths", "Why?");
  const awaiting = async () => (await begun.store.db.chat_messages.get(messageId))?.awaiting === 1;
  return { ...begun, asked, awaiting };
};

describe("replies", () => {
  test("are asked for when the server has the question, and pulled", async () => {
    const { host, awaiting, calls } = await withQuestion({ kind: "answered" });
    expect(await awaiting()).toBe(true);
    host.send({ type: "flush" });
    await host.settled(NOT_THROUGH);
    expect(await awaiting()).toBe(false);
    expect(calls).toHaveLength(2);
  });

  test("that could not be had are asked for again when that is due", async () => {
    const { host, clock, asked, awaiting } = await withQuestion(
      { kind: "failed", afterMs: null },
      { kind: "busy", afterMs: 20_000 },
      { kind: "answered" },
    );
    host.send({ type: "flush" });
    await host.settled(NOT_THROUGH);
    for (const wait of [5_000, 20_000]) {
      clock.advance(wait);
      await host.settled(NOT_THROUGH);
    }
    expect(asked.map((at) => at - (asked[0] ?? 0))).toEqual([0, 5_000, 25_000]);
    expect(await awaiting()).toBe(false);
  });

  test("out of reach are asked for ever more seldom, and at once after the next cycle", async () => {
    const { host, clock, asked } = await withQuestion();
    host.send({ type: "flush" });
    await host.settled(NOT_THROUGH);
    for (let second = 0; second < 120; second += 1) {
      clock.advance(1_000);
      await host.settled(NOT_THROUGH);
    }
    expect(asked.length).toBeGreaterThan(3);
    expect(asked.length).toBeLessThan(15);
    const before = asked.length;
    host.send({ type: "online" });
    await host.settled(NOT_THROUGH);
    expect(asked).toHaveLength(before + 1);
  });
});
