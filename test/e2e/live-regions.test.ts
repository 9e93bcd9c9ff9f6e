/** What is said aloud to those who can't see the screen: just enough, and once. */
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createWriter } from "../functions/support/chunks.ts";
import { type Behaviour, startServer, type TestServer } from "../functions/support/server.ts";
import { type App, startApp } from "../support/app.ts";
import { openProfile, type Profile, workerReady } from "../support/browser.ts";
import { ask, message, newEmail, pillIs, signedIn, signUp } from "../support/student.ts";

interface Said {
  /** The sync pill's, or any other live region's. */
  by: "pill" | "page";
  text: string;
}

let tutor: TestServer;
let behave: Behaviour;
let app: App;
let profile: Profile;
let page: Page;

/** Runs in a page: notes each text that enters a live region, as a screen reader would say it. */
const listen = (): void => {
  const said: Said[] = [];
  Object.assign(globalThis, { said });
  const texts = new WeakMap<Element, string>();
  const look = () => {
    const regions = document.querySelectorAll(
      "output, [role=status], [role=alert], [aria-live=polite], [aria-live=assertive]",
    );
    for (const region of regions) {
      const text = (region.textContent ?? "").replaceAll(/\s+/g, " ").trim();
      const before = texts.get(region);
      if (text === before) continue;
      texts.set(region, text);
      // A region that comes with its text says nothing, unless it is an alert.
      if (text === "" || (before === undefined && !region.matches("[role=alert]"))) continue;
      // What stands in another region is said by that one.
      if (region.parentElement?.closest("output, [role=alert], [aria-live=polite]")) continue;
      said.push({ by: region.matches(".sync-pill output") ? "pill" : "page", text });
    }
  };
  new MutationObserver(look).observe(document, {
    subtree: true,
    childList: true,
    characterData: true,
  });
};

beforeAll(async () => {
  tutor = await startServer(() => behave);
  app = await startApp({ TUTOR_API_URL: `${tutor.url}/v1`, TUTOR_MODEL: "small" });
  profile = await openProfile(app.url);
  await profile.context.addInitScript(listen);
  page = await profile.open("/account");
  await signUp(page, newEmail());
  await signedIn(page);
  await workerReady(page);
  await page.goto("/athro/athro-science");
  await page.getByRole("textbox", { name: "Message" }).waitFor();
  await pillIs(page, "synced");
});
afterAll(async () => {
  await profile?.close();
  await app?.stop();
  await tutor?.close();
});

const writer = createWriter();

interface Step {
  name: string;
  /** Leaves when all that it brings about has been seen. */
  act(): Promise<unknown>;
  /** What the page says meanwhile, in order. */
  said: readonly (string | RegExp)[];
  /** What it may say before that, where the network is quicker or slower. */
  maybe?: readonly string[];
  /** What the pill says in the end; without it, it says nothing that is checked. */
  pill?: string;
}

/** Said where the network comes and goes while it comes back. */
const UNSENT = ["Waiting to send. You'll get a reply when you're back online", "Waiting to send"];
const REPLY_CALL = "**/functions/v1/athro-reply";
const reply = "What light does a leaf not use?";
const box = () => page.getByRole("textbox", { name: "Message" });

const STEPS: readonly Step[] = [
  {
    name: "a question is sent, and its reply begins",
    act: async () => {
      behave = writer.behaviour;
      await ask(page, "Why are leaves green?");
      await writer.asked;
      writer.write("What light ");
      await page.getByText("What light").waitFor();
      await page.locator("output", { hasText: "is writing" }).waitFor({ state: "attached" });
    },
    maybe: UNSENT,
    said: ["AthroScience is writing…"],
  },
  {
    name: "a reply grows word by word",
    act: async () => {
      for (const word of ["does ", "a ", "leaf "]) {
        writer.write(word);
        await page.getByText(word.trim()).last().waitFor();
      }
    },
    said: [],
  },
  {
    name: "a reply is there",
    act: async () => {
      writer.write("not use?");
      writer.finish();
      await message(page, "Why are leaves green?").getByText("Answered").waitFor();
      await page.locator("output", { hasText: "has replied" }).waitFor({ state: "attached" });
    },
    said: ["AthroScience has replied"],
  },
  {
    name: "a message is deleted",
    act: async () => {
      const article = message(page, reply);
      await article.hover();
      await article.getByRole("button", { name: "Delete" }).click();
      await article.waitFor({ state: "detached" });
      await page.getByRole("button", { name: "Undo" }).waitFor();
    },
    said: [/^Message deleted\. ?Undo$/],
  },
  {
    name: "it is brought back, which is no new reply",
    act: async () => {
      await page.getByRole("button", { name: "Undo" }).click();
      await message(page, reply).waitFor();
    },
    said: [],
  },
  {
    name: "a question for which the day has no reply left",
    act: async () => {
      await profile.context.route(REPLY_CALL, (route) =>
        route.fulfill({
          status: 429,
          json: { error: "quota", most: 1, retry_after_ms: 7_200_000 },
        }),
      );
      await ask(page, "Why do they fall?");
      await page.locator("output", { hasText: "today's replies" }).waitFor({ state: "attached" });
      await profile.context.unroute(REPLY_CALL);
    },
    // As quickly as it is answered.
    maybe: [...UNSENT, "AthroScience is writing…"],
    said: [/^You've had today's replies\. Yours will come after \d\d:\d\d\.$/],
  },
  {
    name: "what is typed is too long to be sent, and goes on being so",
    act: async () => {
      await box().fill(`${"word ".repeat(3_200)}a`);
      await page.getByRole("button", { name: "Send", exact: true }).click();
      await page.getByText("the limit is 16,000").waitFor();
      await box().press("End");
      await box().press("b");
      await page.getByText("16,002 of 16,000 characters").waitFor();
    },
    said: [/^This message has 16,001 characters/],
  },
  {
    name: "the network goes",
    act: async () => {
      await box().fill("");
      await profile.context.setOffline(true);
      await pillIs(page, "offline");
    },
    said: [],
    pill: "Offline – everything's saved here",
  },
  {
    name: "a question is asked meanwhile",
    act: async () => {
      await ask(page, "And red ones?");
      await page.getByText("You'll get a reply when you're back online").first().waitFor();
    },
    said: ["Waiting to send. You'll get a reply when you're back online"],
  },
  {
    name: "the network is back",
    act: async () => {
      const later = createWriter();
      behave = later.behaviour;
      await profile.context.setOffline(false);
      await later.asked;
      later.write("Which light do they lack?");
      later.finish();
      await message(page, "And red ones?").getByText("Answered").waitFor();
      await page.locator("output", { hasText: "has replied" }).waitFor({ state: "attached" });
      await pillIs(page, "synced");
    },
    maybe: UNSENT,
    said: ["AthroScience is writing…", "AthroScience has replied"],
    pill: "Up to date",
  },
  {
    name: "a session is saved",
    act: async () => {
      await page.getByRole("button", { name: "Save session" }).click();
      await page.getByText("Saved. New chat started.").waitFor();
      await message(page, reply).waitFor({ state: "detached" });
    },
    said: [/^Saved\. New chat started\. ?Undo$/],
  },
];

/** All that was said since the last call. */
const heard = (): Promise<Said[]> =>
  page.evaluate(() => (globalThis as typeof globalThis & { said: Said[] }).said.splice(0));

// Each goes on from the one before: none can be done twice.
test.each(STEPS.map((step) => [step.name, step] as const))("%s", { retry: 0 }, async (_, step) => {
  await heard();
  await step.act();
  const all = await heard();
  const texts = (by: Said["by"]) => all.filter((one) => one.by === by).map(({ text }) => text);
  const page = texts("page");
  while (page[0] !== undefined && step.maybe?.includes(page[0])) page.shift();
  expect(page).toEqual(
    step.said.map((text, at) =>
      typeof text === "string" || !text.test(page[at] ?? "") ? text : page[at],
    ),
  );
  const pill = texts("pill");
  expect(step.pill === undefined ? undefined : pill.at(-1)).toBe(step.pill);
  // Nothing twice in a row, and not every step of the way.
  expect(pill.filter((text, at) => text === pill[at - 1])).toEqual([]);
  expect(pill.length).toBeLessThanOrEqual(6);
});

test("and nothing went wrong meanwhile", () => {
  expect(profile.problems).toEqual([]);
});
