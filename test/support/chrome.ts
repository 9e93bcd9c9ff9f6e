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
