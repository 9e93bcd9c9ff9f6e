/** Browsers for a test, as many as it has devices. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { inject } from "vitest";
import { launchProfile, type Looks, newProfileDir, type Profile } from "./profile.ts";
import { withTelling } from "./tell-screens.ts";

export { type Profile, workerReady } from "./profile.ts";

export interface ProfileOptions extends Looks {
  /** Of a browser that was killed: what it kept is there again. */
  dir?: string;
  /** True for a browser that has never been at the app; otherwise it may have opened it before, with nobody signed in. */
  fresh?: boolean;
  /** False for a browser that refuses service workers, as some do in private windows: the page syncs by itself. */
  worker?: boolean;
  /**
   * True for what only a whole browser has: notifications, push, installing, updates. Others get Chromium's shell (without a number on the icon),
   * if there is one.
   */
  whole?: boolean;
}

/** Starts a browser for the app at `url`, with an empty profile unless it is given one. */
export const openProfile = async (url: string, options: ProfileOptions = {}): Promise<Profile> => {
  const { program, isShell, visited } = inject("browsers")[options.whole ? "whole" : "shell"];
  const dir = options.dir ?? (await newProfileDir());
  const hasVisited =
    url === inject("app").url &&
    options.dir === undefined &&
    options.fresh !== true &&
    options.worker !== false;
  // To install the worker takes longer than all else that a browser does to start.
  if (hasVisited) await copyFiles(visited, dir);
  const profile = await launchProfile(program, url, dir, { ...options, shell: isShell });
  if (options.worker === false) await profile.context.addInitScript(refuseWorkers);
  return withTelling(profile);
};

/** All that is in a directory, into another. Node's own `cp` takes thirty times as long for a profile's 400 files. */
const copyFiles = async (from: string, to: string): Promise<void> => {
  await promisify(execFile)("cp", ["-R", `${from}/.`, to]);
};

const refuseWorkers = (): void => {
  // A page that is not served, such as the first blank one, has none anyway.
  if ("serviceWorker" in navigator)
    navigator.serviceWorker.register = () =>
      Promise.reject(new DOMException("The operation is insecure.", "SecurityError"));
};
