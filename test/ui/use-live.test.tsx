// @vitest-environment jsdom
import "fake-indexeddb/auto";
import { render } from "preact";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { tellScreenShown } from "../../src/ui/shell/first-screen.ts";
import { useLive } from "../../src/ui/use-live.ts";

let asked: string[] = [];
const query = (name: string) => async () => {
  asked.push(name);
  return `${name} now`;
};

const Part = () => {
  const content = useLive(query("content"), []);
  const known = useLive(query("known"), [], { first: "known before" });
  const beside = useLive(query("beside"), [], { later: true });
  return <p>{[content, known, beside].map((one) => one ?? "nothing").join(", ")}</p>;
};

let place: HTMLElement;
beforeEach(() => {
  asked = [];
  place = document.createElement("div");
});
afterEach(() => {
  render(null, place);
  vi.unstubAllGlobals();
});

const shows = async (text: string): Promise<void> => {
  await expect.poll(() => place.textContent).toBe(text);
};

// In this order: a page starts once.
test("at a start the content is read, what is known is shown, and what is beside it waits for the first screen", async () => {
  const frames: (() => void)[] = [];
  vi.stubGlobal("requestAnimationFrame", (act: () => void) => frames.push(act));
  render(<Part />, place);
  await shows("content now, known before, nothing");
  expect(asked).toEqual(["content"]);
  tellScreenShown();
  for (const draw of frames) draw();
  await shows("content now, known now, beside now");
});

test("after it everything is read at once", async () => {
  render(<Part />, place);
  expect(place.textContent).toBe("nothing, known before, nothing");
  await shows("content now, known now, beside now");
});
