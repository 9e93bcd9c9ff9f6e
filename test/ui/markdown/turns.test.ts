import { JSDOM } from "jsdom";
import { expect, test } from "vitest";
import { createTurns } from "../../../src/ui/markdown/turns.ts";

/** So many places of a page, a turn at which takes `ms`; `log` says who had one, and where a task ended. */
const page = (count: number, ms: number) => {
  const { document } = new JSDOM("<!doctype html>").window;
  const places = Array.from({ length: count }, () => document.createElement("p"));
  document.body.append(...places);
  const log: (number | "|")[] = [];
  let time = 0;
  const turns = createTurns({
    now: () => time,
    pause: async () => {
      log.push("|");
      await new Promise((resolve) => setTimeout(resolve));
    },
  });
  const ask = (n: number) =>
    turns.take(places[n] as Element, () => {
      log.push(n);
      // As a component renders: after what it was told by.
      queueMicrotask(() => (time += ms));
    });
  const done = async (length: number): Promise<void> => {
    await expect.poll(() => log.length).toBe(length);
  };
  return { turns, ask, log, done };
};

test("the last in the page come first, in whatever order they asked", async () => {
  const { turns, ask, log, done } = page(4, 1);
  for (const n of [2, 3, 0, 1]) ask(n);
  turns.begin();
  await done(6);
  expect(log).toEqual(["|", 3, 2, 1, 0, "|"]);
});

test("no task goes on for long: what takes its time is shared out", async () => {
  const { turns, ask, log, done } = page(5, 25);
  for (const n of [0, 1, 2, 3, 4]) ask(n);
  turns.begin();
  await done(9);
  expect(log).toEqual(["|", 4, 3, "|", 2, 1, "|", 0, "|"]);
});

test("nobody is called before the beginning, nor who has gone; who asks later is", async () => {
  const { turns, ask, log } = page(3, 1);
  ask(0);
  const leave = ask(1);
  expect(log).toEqual([]);
  leave();
  const turned = () => log.filter((one) => one !== "|");
  turns.begin();
  await expect.poll(turned).toEqual([0]);
  ask(2);
  await expect.poll(turned).toEqual([0, 2]);
});
