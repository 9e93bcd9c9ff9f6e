import { beforeEach, describe, expect, onTestFinished, test, vi } from "vitest";
import { preferablyAlone } from "../../src/host/lock.ts";
import { WebLocks } from "./web-locks.ts";

const PATIENCE_MS = 2_000;

const alone = <T>(body: () => Promise<T>) => preferablyAlone("athro-test", PATIENCE_MS, body);

/** A piece of work that goes on until it is told to end. */
class Work {
  begun = 0;
  private readonly ends: ((result: string) => void)[] = [];
  private readonly result = new Promise<string>((resolve) => this.ends.push(resolve));

  body = (): Promise<string> => {
    this.begun += 1;
    return this.result;
  };

  end(result: string): void {
    for (const end of this.ends) end(result);
  }
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  vi.stubGlobal("navigator", { locks: new WebLocks() });
  onTestFinished(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });
});

describe("[S5] work that is preferably done alone", () => {
  test("waits for its turn", async () => {
    const [first, second] = [new Work(), new Work()];
    const results = [alone(first.body), alone(second.body)];
    await vi.advanceTimersByTimeAsync(PATIENCE_MS - 1);
    expect(second.begun).toBe(0);
    first.end("first");
    second.end("second");
    expect(await Promise.all(results)).toEqual(["first", "second"]);
    expect(second.begun).toBe(1);
  });

  test("goes on without its turn when patience is at an end: a frozen tab may have the lock", async () => {
    const [frozen, second] = [new Work(), new Work()];
    void alone(frozen.body);
    const result = alone(second.body);
    second.end("second");
    await vi.advanceTimersByTimeAsync(PATIENCE_MS);
    expect(await result).toBe("second");
    expect(frozen.begun).toBe(1);
  });

  test("may take longer than the patience once it has begun", async () => {
    const work = new Work();
    const result = alone(work.body);
    await vi.advanceTimersByTimeAsync(10 * PATIENCE_MS);
    work.end("done");
    expect(await result).toBe("done");
    expect(work.begun).toBe(1);
  });

  test("that fails says so, is not done twice, and lets the next have its turn", async () => {
    let begun = 0;
    const failing = async () => {
      begun += 1;
      throw new Error("lost the database");
    };
    await expect(alone(failing)).rejects.toThrow("lost the database");
    expect(begun).toBe(1);
    expect(await alone(async () => "next")).toBe("next");
  });

  test("leaves no timer behind", async () => {
    await alone(async () => "done");
    expect(vi.getTimerCount()).toBe(0);
  });

  test("is done in a browser without Web Locks too", async () => {
    vi.stubGlobal("navigator", {});
    expect(await alone(async () => "done")).toBe("done");
  });
});
