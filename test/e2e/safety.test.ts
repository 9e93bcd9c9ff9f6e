import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type App, startApp } from "../support/app.ts";
import { openProfile, type Profile, workerReady } from "../support/browser.ts";
import { ask, newEmail, pillIs, signedIn, signUp } from "../support/student.ts";

let app: App;
let profile: Profile;
beforeAll(async () => {
  app = await startApp();
  profile = await openProfile(app.url);
});
afterAll(async () => {
  await profile.close();
  await app.stop();
});

/** Has each page keep what its policy was seen to stop. */
const watchViolations = () => {
  const stopped: string[] = [];
  Object.assign(globalThis, { stopped });
  addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) =>
    stopped.push(`${effectiveDirective} ${blockedURI}`),
  );
};
const stoppedOn = (page: Page): Promise<string[]> =>
  page.evaluate(() => (globalThis as typeof globalThis & { stopped: string[] }).stopped);

const SCREENS = [
  "/",
  "/athros",
  "/athro/athro-maths",
  "/calendar",
  "/calendar?view=agenda",
  "/sync",
  "/settings",
  "/account",
  "/nowhere",
];

test("no screen asks anyone else for anything, or for what its policy forbids", async () => {
  const asked = new Set<string>();
  profile.context.on("request", (request) => asked.add(new URL(request.url()).origin));
  await profile.context.addInitScript(watchViolations);
  const page = await profile.open("/account");
  page.on("websocket", (socket) => asked.add(new URL(socket.url()).origin));
  await signUp(page, newEmail());
  await signedIn(page);
  await workerReady(page);
  await page.goto("/athro/athro-maths");
  await ask(page, "What is a prime?");
  await page.getByRole("article").nth(1).waitFor();
  await pillIs(page, "synced");
  expect(await stoppedOn(page)).toEqual([]);
  for (const path of SCREENS) {
    await page.goto(path);
    await page.getByRole("heading", { level: 1 }).first().waitFor();
    expect({ path, stopped: await stoppedOn(page) }).toEqual({ path, stopped: [] });
  }
  const { origin, host } = new URL(app.url);
  expect([...asked].filter((one) => one !== origin && one !== `ws://${host}`)).toEqual([]);
  expect(profile.problems).toEqual([]);
  await page.close();
});

/** Tries to have a text run as code; in a task of the page's own, since the debugger's may do what the page may not. */
const attempt = (page: Page, how: string): Promise<string> =>
  page.evaluate(
    (how) =>
      new Promise<string>((resolve) => {
        const code = "globalThis.ran = true";
        const attempts: Record<string, () => void> = {
          // oxlint-disable-next-line no-eval -- to be stopped
          eval: () => void (0, eval)(code),
          Function: () => void new Function(code)(),
          "a timer": () => void window.setTimeout(code),
          innerHTML: () => {
            document.body.innerHTML = "<img src=x onerror='globalThis.ran = true'>";
          },
          "an inline script": () => {
            const script = document.createElement("script");
            script.append(code);
            document.body.append(script);
          },
          "another's script": () => {
            const script = document.createElement("script");
            script.setAttribute("src", "https://elsewhere.example/x.js");
            document.body.append(script);
          },
          "a javascript: address": () => {
            const link = document.createElement("a");
            link.href = `javascript:${code}`;
            document.body.append(link);
            link.click();
          },
          "a handler": () => {
            const button = document.createElement("button");
            button.setAttribute("onclick", code);
            document.body.append(button);
            button.click();
          },
          "a policy of its own": () => {
            const { trustedTypes } = globalThis as typeof globalThis & {
              trustedTypes: { createPolicy(name: string, rules: object): unknown };
            };
            trustedTypes.createPolicy("mine", { createHTML: (html: string) => html });
          },
          "another's address": () => void fetch("https://elsewhere.example/").catch(() => {}),
          "a frame": () => {
            const frame = document.createElement("iframe");
            frame.src = "https://elsewhere.example/";
            document.body.append(frame);
          },
        };
        const end = (event: SecurityPolicyViolationEvent) => resolve(event.effectiveDirective);
        addEventListener("securitypolicyviolation", end, { once: true });
        setTimeout(() => {
          try {
            attempts[how]?.();
          } catch {
            // That it was stopped is what the event tells.
          }
        });
      }),
    how,
  );

test.each([
  ["eval", "require-trusted-types-for|script-src"],
  ["Function", "require-trusted-types-for|script-src"],
  ["a timer", "require-trusted-types-for|script-src"],
  ["innerHTML", "require-trusted-types-for"],
  ["an inline script", "require-trusted-types-for|script-src-elem"],
  ["another's script", "require-trusted-types-for|script-src-elem"],
  ["a javascript: address", "require-trusted-types-for|script-src"],
  ["a handler", "require-trusted-types-for|script-src-attr"],
  ["a policy of its own", "trusted-types"],
  ["another's address", "connect-src"],
  ["a frame", "frame-src"],
])("by %s nothing gets in", async (how, directive) => {
  const page = await profile.open("/nowhere");
  await page.getByRole("heading", { level: 1 }).first().waitFor();
  expect(await attempt(page, how)).toMatch(new RegExp(`^(${directive})`));
  expect(await page.evaluate(() => "ran" in globalThis)).toBe(false);
  await page.close();
});
