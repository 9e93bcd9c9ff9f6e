/** Hostile messages, shown in an engine as it is: by its own parser, and under its own keeping of the app's policy. */
import { expect } from "vitest";
import { describeWithin, strangersAmong } from "../support/allowed.ts";
import { HOSTILE, stirWithin } from "../support/hostile.ts";
import { layIn } from "../support/lay-messages.ts";
import { PROBLEMS_KEY } from "./driver.ts";
import type { Screen } from "./screen.ts";

/** The list in a few messages, each of it an item of a list, from which nothing reaches the next. */
const MESSAGES = Array.from({ length: 8 }, (_, n) =>
  HOSTILE.filter((_, at) => at % 8 === n)
    .map((one) => `* ${one.replaceAll("\n", "\n  ")}`)
    .join("\n\n"),
);

/** Lays them into the guest's chat in view, and looks at what becomes of them. */
export const readHostile = async (screen: Screen): Promise<void> => {
  const { tab } = screen;
  await tab.evaluate(
    layIn,
    MESSAGES.map((content) => ({ role: "assistant" as const, content })),
  );
  await screen.reload();
  const address = await tab.evaluate(() => location.href, null);
  await screen.until(
    "not all is shown, in colours and as formulas",
    (count) =>
      document.querySelectorAll("article .markdown > ul > li").length === count &&
      document.querySelector("article math") !== null &&
      document.querySelector("article .hljs-tag") !== null,
    HOSTILE.length,
  );
  // Functions go to the page as their text: it is given the one that describes.
  await tab.run(`globalThis.describeWithin = ${describeWithin.toString()}`);
  const described = await tab.evaluate(
    () =>
      (globalThis as typeof globalThis & { describeWithin: typeof describeWithin }).describeWithin(
        document.querySelectorAll("article .markdown"),
      ),
    null,
  );
  expect(strangersAmong(described)).toEqual([]);
  await tab.evaluate(stirWithin, "article .markdown");
  // What runs meets no `pwned`, which is an error, or opens a dialog, which the driver fails at; what asks for anything meets the policy.
  expect(await screen.problems()).toEqual([]);
  expect(await tab.evaluate(() => [location.href, window.length], null)).toEqual([address, 0]);

  // And both are noticed where they do happen.
  await tab.run(`setTimeout(() => pwned()); new Image().src = "https://evil.example/a.png"`);
  await screen.until(
    "nothing is noticed",
    (key) => {
      const noted = sessionStorage.getItem(key) ?? "";
      return noted.includes("pwned") && noted.includes("img-src");
    },
    PROBLEMS_KEY,
  );
  await tab.evaluate((key) => sessionStorage.removeItem(key), PROBLEMS_KEY);
};
