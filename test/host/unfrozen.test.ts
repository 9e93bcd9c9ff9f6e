import { afterEach, expect, test, vi } from "vitest";
import { unfrozen } from "../../src/host/unfrozen.ts";

afterEach(() => vi.unstubAllGlobals());

/** The listeners that a page has now. */
const stubListeners = (): Set<unknown> => {
  const listeners = new Set<unknown>();
  vi.stubGlobal("addEventListener", (type: string, one: unknown) => {
    if (type === "unload") listeners.add(one);
  });
  vi.stubGlobal("removeEventListener", (_: string, one: unknown) => listeners.delete(one));
  return listeners;
};

test("a page can't be frozen from when the first work begins until the last is done, and then it can", async () => {
  const listeners = stubListeners();
  const ends: (() => void)[] = [];
  const work = () => unfrozen(new Promise<void>((resolve) => ends.push(resolve)));
  const both = [work(), work()];
  expect(listeners.size).toBe(1);
  ends[0]?.();
  await both[0];
  expect(listeners.size).toBe(1);
  ends[1]?.();
  await both[1];
  expect(listeners.size).toBe(0);
});

test("work that fails ends it too, and fails", async () => {
  const listeners = stubListeners();
  await expect(unfrozen(Promise.reject(new Error("lost")))).rejects.toThrow("lost");
  expect(listeners.size).toBe(0);
});
