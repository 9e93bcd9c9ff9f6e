/** Finds a Chrome or Chromium to test with, and on Debian or Ubuntu as root installs one. */
import { execFileSync } from "node:child_process";
import { accessSync, constants, existsSync, readFileSync } from "node:fs";

const PLACES = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome-stable",
  "/usr/bin/google-chrome",
  "/snap/bin/chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

const isProgram = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

const isDebian = (): boolean =>
  existsSync("/etc/os-release") && /debian|ubuntu/i.test(readFileSync("/etc/os-release", "utf8"));

/** The browser's path. Throws with one line that says how to get one. */
export const findChrome = (): string => {
  const asked = process.env.CHROME_PATH;
  if (asked !== undefined) {
    if (isProgram(asked)) return asked;
    throw new Error(`CHROME_PATH is ${asked}, and no program is there.`);
  }
  const found = PLACES.find(isProgram);
  if (found) return found;
  if (isDebian() && process.getuid?.() === 0) {
    console.log("No Chrome or Chromium found: installing the package chromium.");
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    execFileSync("apt-get", ["update", "-q"], { stdio: "inherit", env });
    execFileSync("apt-get", ["install", "-y", "-q", "--no-install-recommends", "chromium"], {
      stdio: "inherit",
      env,
    });
    const installed = PLACES.find(isProgram);
    if (installed) return installed;
  }
  throw new Error(
    "No Chrome or Chromium found: install one (https://www.google.com/chrome, or `apt-get install chromium`), or set CHROME_PATH.",
  );
};
