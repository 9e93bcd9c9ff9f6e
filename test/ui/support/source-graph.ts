/** Which modules of `src` import which, read from their text. */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

export interface Module {
  text: string;
  /** Files that come with it. */
  imports: string[];
  /** Files that come when it asks for them. */
  lazy: string[];
}

const modules = new Map<string, Module>();

/** @param file relative to the repository: `src/main.tsx` */
export const moduleAt = (file: string): Module => {
  const known = modules.get(file);
  if (known) return known;
  const text = readFileSync(file, "utf8").replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, "");
  const found = (pattern: RegExp): string[] =>
    [...text.matchAll(pattern)]
      .map((match) => join(dirname(file), match[1] ?? ""))
      .filter((path) => /\.tsx?$/.test(path) && existsSync(path));
  const module: Module = {
    text,
    imports: found(/^(?:import|export)\s+(?!type\b)(?:[^"';]*?\bfrom\s+)?"(\.[^"]+)"/gm),
    lazy: found(/\bimport\("(\.[^"]+)"\)/g),
  };
  modules.set(file, module);
  return module;
};
