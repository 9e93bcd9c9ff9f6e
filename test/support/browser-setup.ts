/** Before the browser tests: a browser, a build to test, an app for everyone, and a profile that has visited it. */
import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import type { TestProject } from "vitest/node";
import { startApp } from "./app.ts";
import { findChrome, findShell } from "./chrome.ts";
import { launchProfile, newProfileDir, workerReady } from "./profile.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Chromium as students have it, and its shell for most tests; the same again where there is none. */
    browsers: { whole: TestedBrowser; shell: TestedBrowser };
    /** The app that the tests share which don't end its server. */
    app: { url: string };
  }
}

export interface TestedBrowser {
  program: string;
  isShell: boolean;
  /** A profile to copy: the app's worker is installed, and nobody has signed in. */
  visited: string;
}

export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const programs = { whole: findChrome(), shell: findShell() };
  if (!existsSync(new URL("../../dist/index.html", import.meta.url)))
    throw new Error("There is no dist/: run `npm run build` first (`npm test` does).");
  const app = await startApp();
  const dirs: string[] = [];
  const tearDown = async () => {
    await app.stop();
    for (const dir of dirs) await rm(dir, { recursive: true, force: true });
  };
  const visit = async (program: string, isShell: boolean): Promise<TestedBrowser> => {
    const visited = await newProfileDir();
    dirs.push(visited);
    const { context, open } = await launchProfile(program, app.url, visited, { shell: isShell });
    await workerReady(await open("/"));
    await context.close();
    return { program, isShell, visited };
  };
  try {
    const whole = await visit(programs.whole, false);
    const shell = programs.shell ? await visit(programs.shell, true) : whole;
    project.provide("browsers", { whole, shell });
  } catch (error) {
    await tearDown();
    throw error;
  }
  project.provide("app", { url: app.url });
  return tearDown;
}
