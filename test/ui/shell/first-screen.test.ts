// @vitest-environment jsdom
import { beforeEach, expect, test, vi } from "vitest";

/** The module as a page has it that has just begun, with frames that are drawn when the test says so. */
const begin = async () => {
  vi.resetModules();
  const frames: (() => void)[] = [];
  vi.stubGlobal("requestAnimationFrame", (act: () => void) => frames.push(act));
  const { afterFirstDrawn, tellScreenShown } =
    await import("../../../src/ui/shell/first-screen.ts");
  const draw = async (): Promise<void> => {
    for (const act of frames.splice(0)) act();
    await vi.advanceTimersByTimeAsync(0);
  };
  const ran: string[] = [];
  const later = (name: string) => afterFirstDrawn(() => ran.push(name));
  return { tellScreenShown, draw, later, ran };
};

beforeEach(() => {
  vi.useFakeTimers();
  return () => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  };
});

test("what waits for the first screen begins when that has been drawn, and what asks after that at once", async () => {
  const { tellScreenShown, draw, later, ran } = await begin();
  later("a");
  await draw();
  expect(ran).toEqual([]);
  tellScreenShown();
  await vi.advanceTimersByTimeAsync(0);
  expect(ran).toEqual([]);
  await draw();
  expect(ran).toEqual(["a"]);
  later("b");
  expect(ran).toEqual(["a", "b"]);
});

test("what has gone by then does not begin", async () => {
  const { tellScreenShown, draw, later, ran } = await begin();
  const leave = later("a");
  leave();
  tellScreenShown();
  await draw();
  expect(ran).toEqual([]);
});

test("a page that shows no screen, or draws nothing, holds nothing back for good", async () => {
  const { later, ran } = await begin();
  later("a");
  await vi.advanceTimersByTimeAsync(4_000);
  expect(ran).toEqual(["a"]);
});

test("a page that is not seen does not wait for a frame", async () => {
  const { tellScreenShown, later, ran } = await begin();
  vi.spyOn(document, "visibilityState", "get").mockReturnValue("hidden");
  later("a");
  tellScreenShown();
  await vi.advanceTimersByTimeAsync(0);
  expect(ran).toEqual(["a"]);
});
