/** Every screen and state, in both languages and themes: axe finds nothing, and nothing is lost to a narrow window or a great zoom. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { findings } from "../support/axe.ts";
import { openProfile, type Profile } from "../support/browser.ts";
import { STATES } from "../support/states/all.ts";
import { turnTo } from "../support/states/turn.ts";
import type { World } from "../support/states/world.ts";
import { newEmail } from "../support/student.ts";

const DESKTOP = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 844 };
/** What WCAG asks to be usable without scrolling two ways: 1280 px at 400 %. And a laptop at 200 %. */
const SMALL = [
  { width: 320, height: 640 },
  { width: 640, height: 400 },
];

let profile: Profile;
let world: World;
let other: Page;
/** Where a state couldn't be reached those after it can't be either. */
let lost = false;

beforeAll(async () => {
  const app = inject("app");
  profile = await openProfile(app.url, { lawless: true });
  // Its address is not the app's: what it keeps is heard by the page as another tab's choice.
  other = await profile.open("/manifest.webmanifest");
  const page = await profile.context.newPage();
  await page.emulateMedia({ reducedMotion: "reduce" });
  world = { app, context: profile.context, page, email: newEmail() };
});
afterAll(() => profile?.close());

/** What a narrow window leaves no room: what sticks out of it, and a heading that has none. */
const overflow = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    const { clientWidth, scrollWidth } = document.documentElement;
    const main = document.querySelector("main");
    const hidden = [...document.querySelectorAll(".screen-header h1")]
      .filter((one) => one.getBoundingClientRect().width < 24)
      .map((one) => `the heading “${one.textContent}” can't be seen`);
    const wide = scrollWidth > clientWidth || (main && main.scrollWidth > main.clientWidth);
    if (!wide) return hidden;
    const beyond = [...document.querySelectorAll("main *, dialog[open] *, .rail *")]
      .filter((one) => one.getBoundingClientRect().right > clientWidth + 1)
      .map((one) => `${one.tagName} ${one.className} reaches beyond ${clientWidth}`);
    return [...hidden, ...beyond];
  });

/** What still moves, though the student has asked for less of it. */
const moving = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    document
      .getAnimations()
      .filter((one) => one.playState === "running" && Number(one.effect?.getTiming().duration) > 1)
      .map((one) => `${(one as CSSAnimation).animationName ?? "a transition"} runs`),
  );

/** Controls whose edge and ground forced colours leave the same as those of the page around them, and no underline. */
const faint = async (page: Page): Promise<string[]> => {
  await page.emulateMedia({ forcedColors: "active" });
  const found = await page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>(".button, .input, .segments button")]
      .filter((one) => one.checkVisibility())
      .filter((one) => {
        const { borderTopStyle, borderTopWidth } = getComputedStyle(one);
        return borderTopStyle === "none" || Number.parseFloat(borderTopWidth) === 0;
      })
      .map((one) => `${one.className} has no edge`),
  );
  await page.emulateMedia({ forcedColors: "none" });
  return found;
};

test.each(STATES.map((state) => [state.name, state] as const))("%s", async (_, state) => {
  if (lost) throw new Error("a state before it could not be reached");
  const { page } = world;
  lost = true;
  await state.reach(world);
  const wrong: string[] = [];
  const look = async (name: string, find: Promise<string[]>) =>
    wrong.push(...(await find).map((one) => `${name}: ${one}`));
  for (const [language, size] of [
    ["en", DESKTOP],
    ["cy", PHONE],
  ] as const) {
    await turnTo(page, other, language);
    await page.setViewportSize(size);
    await look(`${language} light`, findings(page));
    await page.emulateMedia({ colorScheme: "dark" });
    await look(`${language} dark`, findings(page, "colours"));
    await page.emulateMedia({ colorScheme: "light" });
    for (const small of SMALL) {
      await page.setViewportSize(small);
      await look(`${language} ${small.width} px`, overflow(page));
    }
  }
  await look("with less motion", moving(page));
  await look("forced colours", faint(page));
  await page.setViewportSize(DESKTOP);
  await turnTo(page, other, "en");
  await state.leave?.(world);
  lost = false;
  expect(wrong).toEqual([]);
});
