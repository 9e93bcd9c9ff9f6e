import { findProgram } from "./programs.ts";

/** The path of a Chrome or Chromium to test with. Throws with one line that says how to get one. */
export const findChrome = (): string =>
  findProgram({
    name: "Chrome or Chromium",
    variable: "CHROME_PATH",
    places: () => [
      "/usr/bin/chromium",
      "/usr/bin/chromium-browser",
      "/usr/bin/google-chrome-stable",
      "/usr/bin/google-chrome",
      "/snap/bin/chromium",
      "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
      "/Applications/Chromium.app/Contents/MacOS/Chromium",
      "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
    ],
    packages: ["chromium"],
    advice: "install one (https://www.google.com/chrome)",
  });

/**
 * The path of Chromium's shell: the same engine without tabs, toolbars and the services of a whole browser, which take a quarter of the
 * processor time of one. Null where there is none to be had: a whole browser does as well.
 */
export const findShell = (): string | null => {
  try {
    return findProgram({
      name: "shell of Chromium",
      variable: "CHROME_SHELL_PATH",
      places: () => [
        "/usr/lib/chromium/chromium-headless-shell",
        "/usr/bin/chromium-headless-shell",
      ],
      packages: ["chromium-headless-shell"],
      advice: "a whole browser is used",
    });
  } catch (error) {
    console.log(error instanceof Error ? error.message : error);
    return null;
  }
};
