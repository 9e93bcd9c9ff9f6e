/** Every screen and state, in both languages and themes: axe finds nothing, and nothing is lost to a narrow window or a great zoom. */
import type { CDPSession, Page } from "playwright-core";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { findings } from "./axe.ts";
import { openProfile, type Profile } from "./browser.ts";
import { faint, misplaced, moving, overflow, small, touched, zoomed } from "./look-at.ts";
import { turnTo } from "./states/turn.ts";
import { DESKTOP, PHONE, type State, type World } from "./states/world.ts";
import { newEmail } from "./student.ts";

/** What WCAG asks to be usable without scrolling two ways: 1280 px at 400 %. And a laptop at 200 %. */
const SMALL = [
  { width: 320, height: 640 },
  { width: 640, height: 400 },
];

/** Looking at a state takes seconds, and on a busy machine half a minute. ms. */
const STATE_MS = 240_000;

/** A test for each state, in order. `begin` leaves the student where the first of them can be reached. */
export const lookAtAll = (
  states: readonly State[],
  begin: (world: World) => Promise<unknown> = async () => {},
): void => {
  let profile: Profile;
  let world: World;
  let other: Page;
  let session: CDPSession;
  /** Where a state couldn't be reached or left, those after it can't be either. */
  let lost = false;
  /** The one in view, what is being looked for in it, and all that was found once it has been looked at. */
  let current: { state: State; step: string; wrong: string[] | null } | null = null;

  beforeAll(async () => {
    const app = inject("app");
    profile = await openProfile(app.url, { lawless: true, whole: true });
    // Its address is not the app's: what it keeps is heard by the page as another tab's choice.
    other = await profile.open("/manifest.webmanifest");
    const page = await profile.context.newPage();
    session = await profile.context.newCDPSession(page);
    await page.emulateMedia({ reducedMotion: "reduce" });
    world = { app, context: profile.context, page, email: newEmail() };
    await begin(world);
  });
  afterAll(() => profile?.close());

  const reach = async (state: State) => {
    lost = true;
    await state.reach(world);
    lost = false;
    return { state, step: "reached", wrong: null };
  };

  const lookAt = async (state: State, tell: (step: string) => void): Promise<string[]> => {
    const { page } = world;
    const wrong: string[] = [];
    const look = async (name: string, find: (page: Page) => Promise<string[]>) => {
      tell(name);
      wrong.push(...(await find(page)).map((one) => `${name}: ${one}`));
    };
    for (const [language, size] of [
      ["en", state.on === "phone" ? PHONE : DESKTOP],
      ["cy", state.on === "desktop" ? DESKTOP : PHONE],
    ] as const) {
      tell(`${language} ${size.width} px`);
      await turnTo(page, other, language);
      await page.setViewportSize(size);
      if (size === PHONE) await touched(session, true);
      await look(`${language} light`, findings);
      await page.emulateMedia({ colorScheme: "dark" });
      await look(`${language} dark`, (one) => findings(one, "colours"));
      await page.emulateMedia({ colorScheme: "light" });
      await look(`${language} ${size.width} px`, (one) => misplaced(one, size === PHONE));
      if (size === PHONE) {
        await look(`${language} by finger`, small);
        await look(`${language} on a phone`, zoomed);
      }
      for (const one of state.on === "desktop" ? [] : SMALL) {
        await page.setViewportSize(one);
        await look(`${language} ${one.width} px`, overflow);
      }
      await touched(session, false);
    }
    await look("with less motion", moving);
    await look("forced colours", faint);
    await page.setViewportSize(DESKTOP);
    await turnTo(page, other, "en");
    return wrong;
  };

  /** As it was when the state was reached. */
  const lookAgain = async ({ state, step }: { state: State; step: string }): Promise<void> => {
    console.warn(`${state.name} is looked at again: it stood still at “${step}”`);
    const { page } = world;
    await page.bringToFront();
    await page.emulateMedia({ colorScheme: "light", forcedColors: "none" });
    await touched(session, false);
  };

  test.each(states.map((state) => [state.name, state] as const))(
    "%s",
    async (_, state) => {
      if (lost) throw new Error("a state before it could not be reached");
      // A browser that stood still is looked at once more, where it is; what was found there stays found.
      if (current?.state !== state) current = await reach(state);
      else if (!current.wrong) await lookAgain(current);
      const here = current;
      if (!here.wrong) {
        const wrong = await lookAt(state, (step) => (here.step = step));
        lost = true;
        await state.leave?.(world);
        lost = false;
        here.wrong = wrong;
      }
      expect(here.wrong).toEqual([]);
    },
    STATE_MS,
  );
};
