// @vitest-environment node
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { build } from "vite";
import { optionalFiles } from "../../hosting/optional-parts.ts";
import { type ListedFile, optionalParts } from "../../sw/optional-parts.ts";

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "athro-optional-"));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

/** Names without their hashes of what only optional parts need of an app of these files, of which `main.ts` is the first. */
const optionalOf = async (files: Record<string, string>): Promise<string[]> => {
  for (const [name, source] of Object.entries(files)) await writeFile(join(dir, name), source);
  let found: Set<string> | undefined;
  await build({
    root: dir,
    configFile: false,
    logLevel: "silent",
    build: {
      write: false,
      minify: false,
      assetsInlineLimit: 0,
      rolldownOptions: { input: join(dir, "main.ts") },
    },
    plugins: [
      {
        name: "look",
        generateBundle: {
          order: "post",
          handler: (_, bundle) => void (found = optionalFiles(bundle)),
        },
      },
    ],
  });
  return [...(found ?? [])].map((name) => basename(name).replace(/-[\w-]{8}\./, ".")).sort();
};

const big = (name: string) => `export const ${name} = () => console.log("${name}");\n`;

test("what only optional parts need is optional: their chunk, what several share, and their styles", async () => {
  const found = await optionalOf({
    "main.ts": `
      import("./one.optional.ts"); import("./two.optional.ts"); import("./screen.ts");`,
    "screen.ts": `
      import { both } from "./both.ts"; import "./screen.css"; both(); export const screen = 1;`,
    "one.optional.ts": `
      import { both } from "./both.ts"; import { shared } from "./shared.ts"; import "./one.css";
      both(); shared(); export const later = () => import("./deeper.ts");`,
    "two.optional.ts": `
      import { both } from "./both.ts"; import { shared } from "./shared.ts"; both(); shared(); export const two = 2;`,
    "both.ts": big("both"),
    "shared.ts": big("shared"),
    "deeper.ts": big("deeper"),
    "screen.css": ".screen { color: red }",
    "one.css": ".one { color: blue }",
  });
  expect(found).toEqual([
    "deeper.js",
    "one.css",
    "one.optional.js",
    "shared.js",
    "two.optional.js",
  ]);
});

test("a part that something else imports at once is not optional", async () => {
  const found = await optionalOf({
    "main.ts": `import("./screen.ts"); import("./one.optional.ts");`,
    "screen.ts": `import { one } from "./one.optional.ts"; one();`,
    "one.optional.ts": big("one"),
  });
  expect(found).toEqual([]);
});

/** A file's name without its hash and ending. */
const nameOf = (path: string) => basename(path).replace(/(-[\w-]{8})?\.\w+$/, "");

test("the worker's list names every script and style of the app, and marks all optional parts", async () => {
  const { NODE_ENV } = process.env;
  // The test runner's own would make it a build for development.
  process.env.NODE_ENV = "production";
  await build({
    configFile: join(process.cwd(), "vite.config.ts"),
    logLevel: "silent",
    build: { outDir: dir },
  });
  process.env.NODE_ENV = NODE_ENV;
  const worker = await readFile(join(dir, "sw.js"), "utf8");
  const listed = [...worker.matchAll(/\{[^{}]*"url":"[^"]+"\}/g)].map(
    ([entry]) => JSON.parse(entry) as ListedFile,
  );
  const named = listed.map(({ url }) => url).filter((url) => url.startsWith("assets/"));
  const built = (await readdir(join(dir, "assets"))).map((name) => `assets/${name}`);
  expect(named.sort()).toEqual(built.filter((name) => /\.(js|css|woff2)$/.test(name)).sort());

  const optional = listed.filter((one) => one.optional).map(({ url }) => nameOf(url));
  const doors = (await readdir("src", { recursive: true })).filter((name) =>
    /\.optional\.tsx?$/.test(name),
  );
  expect(optional).toEqual(expect.arrayContaining(doors.map(nameOf)));
  const screens = [
    "home-screen",
    "welcome-screen",
    "chat-screen",
    "calendar-screen",
    "export-file",
  ];
  expect(optional).not.toEqual(expect.arrayContaining([expect.stringMatching(screens.join("|"))]));
});

const pathOf = (of: string | { url: string }) =>
  new URL(typeof of === "string" ? of : of.url, "https://athro.test").pathname;

/** Stand-ins for what only a worker has: its caches, its network and its windows. */
const standIn = (served: Record<string, () => Response>) => {
  const kept = new Map<string, Response>();
  const cache = {
    match: async (of: string | Request) => kept.get(pathOf(of))?.clone(),
    put: async (of: string | Request, response: Response) => void kept.set(pathOf(of), response),
    keys: async () => [...kept.keys()].map((path) => ({ url: `https://athro.test${path}` })),
    delete: async (of: string | { url: string }) => kept.delete(pathOf(of)),
  };
  const asked: string[] = [];
  const windows: unknown[] = [{}];
  vi.stubGlobal("caches", { open: async () => cache });
  vi.stubGlobal("clients", { matchAll: async () => windows });
  vi.stubGlobal("fetch", async (of: string | Request) => {
    const path = pathOf(of);
    asked.push(path);
    const answer = served[path];
    if (!answer) throw new TypeError("Failed to fetch");
    return answer();
  });
  onTestFinished(() => {
    vi.unstubAllGlobals();
    vi.restoreAllMocks();
  });
  vi.spyOn(console, "warn").mockImplementation(() => {});
  return { kept, asked, windows, served };
};

const script = () => new Response("", { headers: { "Content-Type": "text/javascript" } });
const portal = () => new Response("<p>Sign in", { headers: { "Content-Type": "text/html" } });
const LISTED: ListedFile[] = [
  { url: "assets/index-1.js", revision: null },
  { url: "assets/a-1.js", revision: null, optional: true },
  { url: "assets/b-1.js", revision: null, optional: true },
];
const PARTS = ["/assets/a-1.js", "/assets/b-1.js"];

test("the worker fetches each optional part once, stops where one fails, and goes on from there", async () => {
  const { kept, asked, served } = standIn({ "/assets/a-1.js": script });
  const parts = optionalParts(LISTED);
  await parts.keep("/assets/index-1.js");
  expect([...kept.keys()]).toEqual(["/assets/a-1.js"]);
  served["/assets/b-1.js"] = portal;
  await parts.keep("/assets/index-1.js");
  expect([...kept.keys()]).toEqual(["/assets/a-1.js"]);
  served["/assets/b-1.js"] = script;
  await Promise.all([parts.keep("/assets/index-1.js"), parts.keep("/assets/index-1.js")]);
  expect([...kept.keys()]).toEqual(PARTS);
  expect(asked).toEqual([...PARTS, "/assets/b-1.js", "/assets/b-1.js"]);
});

test.each([
  ["while another page is open, which may be of that build", 2, "/assets/index-1.js", true],
  ["while the only page is of that build", 1, "/assets/index-0.js", true],
  ["no longer, once the only page is of this build", 1, "/assets/index-1.js", false],
])("parts of an older build are kept %s", async (_, pages, own, stays) => {
  const { kept, windows } = standIn(Object.fromEntries(PARTS.map((path) => [path, script])));
  kept.set("/assets/a-0.js", script());
  windows.length = pages;
  await optionalParts(LISTED).keep(own);
  expect([...kept.keys()].sort()).toEqual([...(stays ? ["/assets/a-0.js"] : []), ...PARTS]);
});

test("a part that is asked for is kept, and then comes without the network", async () => {
  const { kept, served } = standIn({ "/assets/b-1.js": script, "/assets/other.js": script });
  kept.set("/assets/a-0.js", script());
  const { answer } = optionalParts(LISTED);
  const ask = (path: string) => answer(new Request(`https://athro.test${path}`));
  for (const path of ["/assets/a-0.js", "/assets/b-1.js", "/assets/other.js"])
    expect((await ask(path)).ok).toBe(true);
  for (const path of Object.keys(served)) Reflect.deleteProperty(served, path);
  expect((await ask("/assets/b-1.js")).ok).toBe(true);
  await expect(ask("/assets/other.js")).rejects.toThrow("Failed to fetch");
});
