/** Before the browser tests: a browser, a build to test, an app for everyone, and a profile that has visited it. */
import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import type { TestProject } from "vitest/node";
import { startApp } from "./app.ts";
import { findChrome } from "./chrome.ts";
import { launchProfile, newProfileDir, workerReady } from "./profile.ts";

declare module "vitest" {
  interface ProvidedContext {
    chrome: string;
    /** The app that the tests share which don't end its server. */
    app: { url: string };
    /** A profile to copy: the app's worker is installed, and nobody has signed in. */
    visited: string;
  }
}

export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const chrome = findChrome();
  if (!existsSync(new URL("../../dist/index.html", import.meta.url)))
    throw new Error("There is no dist/: run `npm run build` first (`npm test` does).");
  const app = await startApp();
  const dir = await newProfileDir();
  const tearDown = async () => {
    await app.stop();
    await rm(dir, { recursive: true, force: true });
  };
  try {
    const { context, open } = await launchProfile(chrome, app.url, dir);
    await workerReady(await open("/"));
    await context.close();
  } catch (error) {
    await tearDown();
    throw error;
  }
  project.provide("chrome", chrome);
  project.provide("app", { url: app.url });
  project.provide("visited", dir);
  return tearDown;
}
