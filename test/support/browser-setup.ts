/** Before the browser tests: a browser, and a build to test. */
import { existsSync } from "node:fs";
import type { TestProject } from "vitest/node";
import { findChrome } from "./chrome.ts";

declare module "vitest" {
  interface ProvidedContext {
    chrome: string;
  }
}

export default function setUp(project: TestProject): void {
  project.provide("chrome", findChrome());
  if (!existsSync(new URL("../../dist/index.html", import.meta.url)))
    throw new Error("There is no dist/: run `npm run build` first (`npm test` does).");
}
