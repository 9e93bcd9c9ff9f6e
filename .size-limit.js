import { readdirSync, readFileSync } from "node:fs";

const html = readFileSync("dist/index.html", "utf8");
const assets = readdirSync("dist/assets");

/** What index.html names: the page loads it before it knows which screen it shows. */
const eager = [...html.matchAll(/(?:src|href)="\/([^"]+\.js)"/g)].map(([, path]) => `dist/${path}`);

const begun = eager.map((path) => readFileSync(path, "utf8")).join("\n");

/** The part of a name that the page's first scripts ask for. */
const built = (name) => {
  const found = assets.filter((one) => new RegExp(`^${name}-[\\w-]{8}\\.js$`).test(one));
  const file = found.find((one) => begun.includes(one));
  if (!file) throw new Error(`the build has no ${name}`);
  return `dist/assets/${file}`;
};

/** A script and all that it imports. */
const withImports = (path, found = new Set()) => {
  if (found.has(path)) return found;
  found.add(path);
  for (const [, name] of readFileSync(path, "utf8").matchAll(/(?:from|import)"\.\/([^"]+\.js)"/g))
    withImports(`dist/assets/${name}`, found);
  return found;
};

/** Every script that is loaded until a screen can be used: what the page begins with, these parts with all they import, and words. */
const until = (...parts) => [
  ...new Set([...eager, ...parts.flatMap((one) => [...withImports(built(one))])]),
];

/** The worker's list of files. */
const listed = [...readFileSync("dist/sw.js", "utf8").matchAll(/\{[^{}]*"url":"([^"]+)"\}/g)].map(
  ([entry, path]) => ({ path: `dist/${path}`, optional: entry.includes('"optional":true') }),
);
if (listed.length < 10) throw new Error("the worker's list of files was not found");
const pathsOf = (optional) =>
  listed.filter((one) => one.optional === optional).map(({ path }) => path);

/**
 * What the worker fetches before it is installed, as it is transferred: text by gzip. Fonts and pictures are compressed already, and count
 * within a hundredth of what they are.
 */
const precached = pathsOf(false);

/** What it fetches later, when the page has nothing else to do. */
const optional = pathsOf(true);

export default [
  // 55 KiB. Nobody has begun yet, so no student's database is opened; what follows that moment is loaded while the screen is read.
  {
    name: "first screen of a first visit, every script and word until it can be used",
    path: until("welcome-screen", "home.en", "settings.en"),
    limit: "56.32 kB",
    gzip: true,
  },
  {
    name: "first screen of a first visit, in Welsh",
    path: until("welcome-screen", "shell.cy", "home.cy", "settings.cy"),
    limit: "56.32 kB",
    gzip: true,
  },
  {
    name: "chat of who has begun, every script and word, in both languages",
    path: until("opened", "chat"),
    limit: "100 kB",
    gzip: true,
  },
  {
    name: "home of who has begun, every script and word",
    path: until("opened", "home-screen", "home.en", "calendar.en"),
    limit: "75 kB",
    gzip: true,
  },
  {
    name: "calendar, what its screen and words add to the page before it is seen",
    path: until("opened", "calendar-screen", "calendar.en", "planner.en").filter(
      (path) => !until("opened").includes(path),
    ),
    // 20 KiB.
    limit: "20.48 kB",
    gzip: true,
  },
  {
    name: "page, styles",
    path: precached.filter((path) => path.endsWith(".css")),
    limit: "26 kB",
    gzip: true,
  },
  // 400 KiB.
  { name: "everything precached", path: precached, limit: "409.6 kB", gzip: true },
  // 300 KiB.
  {
    name: "optional parts, kept after the first visit",
    path: optional,
    limit: "307.2 kB",
    gzip: true,
  },
  // Reminders that come while Athro is closed are 1.2 kB of it.
  { name: "worker", path: "dist/sw.js", limit: "63 kB", gzip: true },
];
