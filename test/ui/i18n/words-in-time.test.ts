import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { dictionaries } from "../../../src/ui/i18n/dictionaries.ts";
import { moduleAt } from "../support/source-graph.ts";

const ROUTES = "src/ui/shell/routes.tsx";

/** The sections that a list in the text names: `"home", "chat"`. */
const sectionsIn = (list: string | undefined): string[] =>
  [...(list ?? "").matchAll(/\w+/g)]
    .map(([word]) => word)
    .filter((word) => word in dictionaries.en);

const all = (text: string, pattern: RegExp): string[] =>
  [...text.matchAll(pattern)].flatMap((match) => sectionsIn(match[1]));

/** What a module's text reads of the words, by itself or through what it is given. */
const reads = (text: string): string[] => [
  ...all(text, /\bwords\.value\.(\w+)/g),
  ...all(text, /\{([^{}]*)\} = words\.value\b/g),
  ...all(text, /\bPick<Words,([^>]*)>/g),
];

const loads = (text: string): string[] => all(text, /\bloadWords\(\[([^\]]*)\]\)/g);

/** The sections that have to be there before a module runs. One that loads sections itself vouches for what it imports. */
const needs = (file: string): string[] => {
  const found = new Set<string>();
  const seen = new Set<string>();
  const visit = (file: string, given: readonly string[]): void => {
    const key = `${file} ${given.join(" ")}`;
    if (seen.has(key) || file === ROUTES || file.endsWith("i18n/dictionaries.ts")) return;
    seen.add(key);
    const { text, imports, lazy } = moduleAt(file);
    const here = [...given, ...loads(text)];
    for (const section of reads(text)) if (!here.includes(section)) found.add(section);
    for (const next of [...imports, ...lazy]) visit(next, here);
  };
  visit(file, []);
  found.delete("shell");
  return [...found].sort();
};

test("the page, before any screen, shows the shell's words alone", () => {
  expect(needs("src/main.tsx")).toEqual([]);
});

const screens = [
  ...moduleAt(ROUTES).text.matchAll(
    /words: \[([^\]]*)\],\s*load: async \(\) => \{[^}]*\} = await import\("([^"]+)"\)/g,
  ),
].map((match) => ({
  screen: join(dirname(ROUTES), match[2] ?? ""),
  brings: sectionsIn(match[1]).sort(),
}));

test("every screen is among those looked at", () => {
  expect(screens.map(({ screen }) => screen).length).toBe(moduleAt(ROUTES).lazy.length);
});

test.each(screens)(
  "$screen is rendered once it has its words, and waits for no others",
  ({ screen, brings }) => {
    expect(brings).toEqual(needs(screen));
  },
);
