/** What a student sees and does in a tab, by role and name. */
import { build, type Rolldown } from "vite";
import type { Found, Wanted } from "./pages/find.ts";
import { PROBLEMS_KEY, type Tab } from "./driver.ts";

const PATIENCE_MS = 60_000;
const LOOK_INTERVAL_MS = 60;

/** The script that finds elements, as one text for any page. */
export const buildFinder = async (): Promise<string> => {
  const built = await build({
    configFile: false,
    root: import.meta.dirname,
    publicDir: false,
    logLevel: "warn",
    build: {
      write: false,
      target: "es2022",
      lib: { entry: "pages/find.ts", formats: ["iife"], name: "athroFind" },
    },
  });
  const { output } = (Array.isArray(built) ? built[0] : built) as Rolldown.RolldownOutput;
  return output[0].code;
};

export const button = (name: string, inside?: Wanted): Wanted => ({
  role: "button",
  name,
  ...(inside && { inside }),
});
export const field = (name: string, inside?: Wanted): Wanted => ({
  field: true,
  name,
  ...(inside && { inside }),
});
export const MAIN: Wanted = { role: "main" };

export interface Screen {
  tab: Tab;
  goto(path: string): Promise<void>;
  reload(): Promise<void>;
  /** Waits until it is there; its text. */
  see(wanted: Wanted): Promise<string>;
  /** Waits until it is not there, or no more. */
  gone(wanted: Wanted): Promise<void>;
  /** The texts of all that are there now. */
  texts(wanted: Wanted): Promise<string[]>;
  value(wanted: Wanted): Promise<string | null>;
  press(wanted: Wanted): Promise<void>;
  fill(wanted: Wanted, text: string): Promise<void>;
  /** With real keys. */
  type(wanted: Wanted, text: string): Promise<void>;
  /** Waits until the page says so; `what` is for the message of a failure. */
  until<A>(
    what: string,
    holds: (argument: A) => boolean | Promise<boolean>,
    argument: A,
  ): Promise<void>;
  /** Everything in red on this tab's console so far. */
  problems(): Promise<string[]>;
  close(): Promise<void>;
}

export const openScreen = async (tab: Tab, origin: string, finder: string): Promise<Screen> => {
  const withFinder = async <A, R>(body: (argument: A) => R, argument: A): Promise<R> => {
    if (!(await tab.evaluate(() => window.athroFinder !== undefined, null))) await tab.run(finder);
    return tab.evaluate(body, argument);
  };
  const find = (wanted: Wanted, scroll = false): Promise<Found> =>
    withFinder(
      ([wanted, scroll]: [Wanted, boolean]) =>
        window.athroFinder?.find(wanted, scroll) ?? {
          texts: [],
          value: null,
          editable: false,
          point: null,
        },
      [wanted, scroll],
    );

  /** Looks until there is something other than null. A page that is just being left can't be asked: it is asked again. */
  const poll = async <T>(what: string, look: () => Promise<T | null>): Promise<T> => {
    const until = performance.now() + PATIENCE_MS;
    let failure: unknown;
    while (performance.now() < until) {
      const found = await look().catch((error: unknown) => {
        failure = error;
        return null;
      });
      if (found !== null) return found;
      await new Promise((resolve) => setTimeout(resolve, LOOK_INTERVAL_MS));
    }
    const outline = await withFinder(() => window.athroFinder?.outline() ?? "", null).catch(String);
    const problems = await screen.problems().catch(() => []);
    throw new Error(
      `${[what, ...problems].join("\n")}\n${failure ? `last: ${String(failure)}\n` : ""}On the screen:\n${outline}`,
    );
  };

  const screen: Screen = {
    tab,
    goto: (path) => tab.goto(origin + path),
    reload: () => tab.reload(),
    see: (wanted) =>
      poll(
        `not seen: ${JSON.stringify(wanted)}`,
        async () => (await find(wanted)).texts[0] ?? null,
      ),
    gone: async (wanted) => {
      await poll(`still there: ${JSON.stringify(wanted)}`, async () =>
        (await find(wanted)).texts.length === 0 ? true : null,
      );
    },
    texts: async (wanted) => (await find(wanted)).texts,
    value: async (wanted) => (await find(wanted)).value,
    press: async (wanted) => {
      let before = "";
      await poll(`not to be clicked: ${JSON.stringify(wanted)}`, async () => {
        const { point } = await find(wanted, true);
        // Where it still moves, a click would meet what is there next.
        const still = point !== null && JSON.stringify(point) === before;
        before = JSON.stringify(point);
        if (!still) return null;
        await tab.clickAt(point.x, point.y);
        // A page that the click has left can't say, and is proof enough.
        const met = await tab
          .evaluate(() => window.athroFinder?.wasClicked() ?? true, null)
          .catch(() => true);
        return met ? true : null;
      });
    },
    fill: async (wanted, text) => {
      await poll(`not to be filled: ${JSON.stringify(wanted)}`, async () =>
        (await withFinder(
          ([wanted, text]: [Wanted, string]) => window.athroFinder?.fill(wanted, text) ?? false,
          [wanted, text],
        ))
          ? true
          : null,
      );
    },
    type: async (wanted, text) => {
      await poll(`not to be typed into: ${JSON.stringify(wanted)}`, async () =>
        (await find(wanted)).editable ? true : null,
      );
      await screen.press(wanted);
      await tab.type(text);
    },
    until: async (what, holds, argument) => {
      await poll(what, async () => ((await tab.evaluate(holds, argument)) ? true : null));
    },
    problems: () =>
      tab.evaluate((key) => JSON.parse(sessionStorage.getItem(key) ?? "[]"), PROBLEMS_KEY),
    close: () => tab.close(),
  };
  return screen;
};
