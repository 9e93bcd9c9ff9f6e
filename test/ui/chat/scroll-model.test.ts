import { expect, test } from "vitest";
import { createScrollModel } from "../../../src/ui/chat/scroll-model.ts";

const HEIGHT = { clientHeight: 500, scrollHeight: 2000 };
const at = (scrollTop: number, scrollHeight = HEIGHT.scrollHeight) => ({
  ...HEIGHT,
  scrollTop,
  scrollHeight,
});

test("a log opens at its end and follows it", () => {
  const model = createScrollModel();
  expect(model.follows).toBe(true);
  model.added();
  expect(model.follows).toBe(true);
  expect(model.unseen.value).toBe(false);
});

test("a reader who scrolls up stays there, and is told of new messages", () => {
  const model = createScrollModel();
  model.scrolled(at(1500));
  model.scrolled(at(900));
  expect(model.follows).toBe(false);
  model.added();
  expect(model.follows).toBe(false);
  expect(model.unseen.value).toBe(true);
});

test("a few pixels from the end are still the end", () => {
  const model = createScrollModel();
  model.scrolled(at(1500));
  model.scrolled(at(1460));
  expect(model.follows).toBe(true);
  model.scrolled(at(1440));
  expect(model.follows).toBe(false);
});

test("a log that grows under a reader at its end does not lose them", () => {
  const model = createScrollModel();
  model.scrolled(at(1500));
  model.scrolled(at(1500, 2600));
  expect(model.follows).toBe(true);
});

test("scrolling back to the end takes the notice away and follows again", () => {
  const model = createScrollModel();
  model.scrolled(at(1500));
  model.scrolled(at(200));
  model.added();
  model.scrolled(at(1495));
  expect(model.unseen.value).toBe(false);
  expect(model.follows).toBe(true);
});

test("going to the end takes the notice away and follows it", () => {
  const model = createScrollModel();
  model.scrolled(at(1500));
  model.scrolled(at(200));
  model.added();
  model.toEnd();
  expect(model.follows).toBe(true);
  expect(model.unseen.value).toBe(false);
});

test("a log that is told to stay does not follow its end", () => {
  const model = createScrollModel();
  model.stay();
  model.added();
  expect(model.unseen.value).toBe(true);
  model.toEnd();
  expect(model.follows).toBe(true);
});

test("a log in which something is pressed follows its end again when that is let go", () => {
  const model = createScrollModel();
  expect(model.release()).toBe(false);
  model.press();
  expect(model.follows).toBe(false);
  model.added();
  expect(model.unseen.value).toBe(false);
  expect(model.release()).toBe(true);
  expect(model.follows).toBe(true);
});
