/** Before the scenarios: the three engines, and one server for all of them. */
import { existsSync, readdirSync } from "node:fs";
import type { TestProject } from "vitest/node";
import { buildFinder } from "../engines/screen.ts";
import type { WebKitPrograms } from "../engines/webkit.ts";
import { startApp } from "./app.ts";
import { findChrome } from "./chrome.ts";
import { findProgram } from "./programs.ts";

declare module "vitest" {
  interface ProvidedContext {
    engines: {
      chromium: string;
      firefox: string;
      webkit: WebKitPrograms;
      /** Of the server. */
      url: string;
      /** The script that finds elements in a page. */
      finder: string;
    };
  }
}

const findFirefox = (): string =>
  findProgram({
    name: "Firefox",
    variable: "FIREFOX_PATH",
    places: () => [
      "/usr/bin/firefox-esr",
      "/usr/bin/firefox",
      "/snap/bin/firefox",
      "/Applications/Firefox.app/Contents/MacOS/firefox",
      "C:\\Program Files\\Mozilla Firefox\\firefox.exe",
    ],
    packages: ["firefox-esr"],
    advice: "install it (https://www.mozilla.org/firefox)",
  });

const WEBKIT_PACKAGES = ["webkit2gtk-driver", "xvfb", "python3-gi", "gir1.2-webkit2-4.1"];

/** The bindings are a file in a folder that is named for the machine's kind. */
const bindings = (): string[] =>
  ["/usr/lib", ...(existsSync("/usr/lib") ? readdirSync("/usr/lib") : [])]
    .map((dir) => (dir.startsWith("/") ? dir : `/usr/lib/${dir}`))
    .map((dir) => `${dir}/girepository-1.0/WebKit2-4.1.typelib`)
    .filter((file) => existsSync(file));

const findPart = (name: string, variable: string, path: string): string =>
  findProgram({
    name,
    variable,
    // Without the bindings the programs are of no use.
    places: () => (bindings().length > 0 ? [path] : []),
    packages: WEBKIT_PACKAGES,
    advice: "WebKitGTK runs on Linux alone; on Debian or Ubuntu be root",
  });

const findWebKit = (): WebKitPrograms => ({
  driver: findPart("WebKitWebDriver", "WEBKIT_DRIVER_PATH", "/usr/bin/WebKitWebDriver"),
  xvfb: findPart("Xvfb", "XVFB_PATH", "/usr/bin/Xvfb"),
  python: findPart("Python with WebKitGTK", "PYTHON_PATH", "/usr/bin/python3"),
});

export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  if (!existsSync(new URL("../../dist/index.html", import.meta.url)))
    throw new Error("There is no dist/: run `npm run build` first (`npm test` does).");
  const found = { chromium: findChrome(), firefox: findFirefox(), webkit: findWebKit() };
  const [finder, app] = await Promise.all([buildFinder(), startApp()]);
  project.provide("engines", { ...found, url: app.url, finder });
  return () => app.stop();
}
