/** What an engine or a package makes a trap of, and no linter's rule knows. */
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parseSync } from "vite";

const files = ["src", "sw"].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => `${folder}/${name}`),
);

/** Whether anything is awaited outside of every function. */
const awaitsAtTop = (node: unknown): boolean => {
  if (Array.isArray(node)) return node.some(awaitsAtTop);
  if (typeof node !== "object" || node === null) return false;
  const { type } = node as { type?: string };
  if (type && /Function|MethodDefinition/.test(type)) return false;
  const awaits =
    type === "AwaitExpression" ||
    (type === "ForOfStatement" && (node as { await?: boolean }).await === true);
  return awaits || Object.values(node).some(awaitsAtTop);
};

const awaits = (file: string, source: string): boolean => {
  const { program, errors } = parseSync(file, source, { sourceType: "module" });
  expect(errors).toEqual([]);
  return awaitsAtTop(program.body);
};

test.each([
  ["await begin();", true],
  ["export const one: number = await read();", true],
  ["for await (const one of all) see(one);", true],
  [
    "const begin = async () => { await read(); for await (const x of y) see(x); }; void begin();",
    false,
  ],
  ["class A { async b() { await c(); } }", false],
])("what is awaited at the top is found: %s", (source, found) => {
  expect(awaits("one.tsx", source)).toBe(found);
});

test("no module awaits at its top: WebKit hands out what imports from it, or from its chunk, without having run it", () => {
  expect(files.filter((file) => awaits(file, readFileSync(file, "utf8")))).toEqual([]);
});

/** Each a regular expression over the source, and what is wrong with it. */
const TRAPS: readonly [RegExp, string][] = [
  [
    /from "preact-iso"/,
    "its root brings a renderer to strings along: import from preact-iso/router",
  ],
  [
    /workbox-background-sync/,
    "it keeps requests with tokens that are old by then: the outbox is the queue",
  ],
  [
    /\.auth\.(getSession|getUser)\(/,
    "it stalls offline, and where it fails calls go out as nobody's: ask the device",
  ],
];

test.each(TRAPS)("nothing has %s: %s", (trap) => {
  expect(files.filter((file) => trap.test(readFileSync(file, "utf8")))).toEqual([]);
});
