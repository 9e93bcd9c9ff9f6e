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

/** A test for each state, in order. `begin` leaves the student where the first of them can be reached. */
export const lookAtAll = (
  states: readonly State[],
  begin: (world: World) => Promise<unknown> = async () => {},
): void => {
  let profile: Profile;
  let world: World;
  let other: Page;
  let session: CDPSession;
  /** Where a state couldn't be reached those after it can't be either. */
  let lost = false;

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

  test.each(states.map((state) => [state.name, state] as const))("%s", async (_, state) => {
    if (lost) throw new Error("a state before it could not be reached");
    const { page } = world;
    lost = true;
    await state.reach(world);
    const wrong: string[] = [];
    const look = async (name: string, find: Promise<string[]>) =>
      wrong.push(...(await find).map((one) => `${name}: ${one}`));
    for (const [language, size] of [
      ["en", state.on === "phone" ? PHONE : DESKTOP],
      ["cy", state.on === "desktop" ? DESKTOP : PHONE],
    ] as const) {
      await turnTo(page, other, language);
      await page.setViewportSize(size);
      if (size === PHONE) await touched(session, true);
      await look(`${language} light`, findings(page));
      await page.emulateMedia({ colorScheme: "dark" });
      await look(`${language} dark`, findings(page, "colours"));
      await page.emulateMedia({ colorScheme: "light" });
      await look(`${language} ${size.width} px`, misplaced(page, size === PHONE));
      if (size === PHONE) {
        await look(`${language} by finger`, small(page));
        await look(`${language} on a phone`, zoomed(page));
      }
      for (const one of state.on === "desktop" ? [] : SMALL) {
        await page.setViewportSize(one);
        await look(`${language} ${one.width} px`, overflow(page));
      }
      await touched(session, false);
    }
    await look("with less motion", moving(page));
    await look("forced colours", faint(page));
    await page.setViewportSize(DESKTOP);
    await turnTo(page, other, "en");
    await state.leave?.(world);
    lost = false;
    expect(wrong).toEqual([]);
  });
};
