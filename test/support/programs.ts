/** Finds a program that the tests need, and on Debian or Ubuntu as root installs it. */
import { execFileSync } from "node:child_process";
import { accessSync, constants, existsSync, readFileSync } from "node:fs";

export interface Program {
  /** In a sentence: "Firefox". */
  name: string;
  /** The variable that names another place. */
  variable: string;
  /** Looked at again after the installation. */
  places(): readonly string[];
  /** Of Debian and Ubuntu. */
  packages: readonly string[];
  /** What else to do, in a few words. */
  advice: string;
}

const isProgram = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

const canInstall = (): boolean =>
  existsSync("/etc/os-release") &&
  /debian|ubuntu/i.test(readFileSync("/etc/os-release", "utf8")) &&
  process.getuid?.() === 0;

/** Installs packages of Debian or Ubuntu. Throws where apt-get does. */
const install = (packages: readonly string[]): void => {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const run = (...args: string[]) => execFileSync("apt-get", args, { stdio: "inherit", env });
  run("update", "-q");
  run("install", "-y", "-q", "--no-install-recommends", ...packages);
};

/** The program's path. Throws with one line that says how to get it. */
export const findProgram = ({ name, variable, places, packages, advice }: Program): string => {
  const asked = process.env[variable];
  if (asked !== undefined) {
    if (isProgram(asked)) return asked;
    throw new Error(`${variable} is ${asked}, and no program is there.`);
  }
  const found = places().find(isProgram);
  if (found) return found;
  if (canInstall()) {
    console.log(`No ${name} found: installing ${packages.join(", ")}.`);
    install(packages);
    const installed = places().find(isProgram);
    if (installed) return installed;
  }
  throw new Error(
    `No ${name} found: ${advice}, or \`apt-get install ${packages.join(" ")}\`, or set ${variable}.`,
  );
};
