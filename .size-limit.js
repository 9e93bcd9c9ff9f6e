import { readFileSync } from "node:fs";

// What the page loads before it shows anything is what index.html names: the entry and what it imports.
const html = readFileSync("dist/index.html", "utf8");
const eager = [...html.matchAll(/(?:src|href)="\/(assets\/[^"]+\.js)"/g)].map(
  ([, path]) => `dist/${path}`,
);

export default [
  { name: "page, scripts before the first screen", path: eager, limit: "62 kB", gzip: true },
  { name: "page, styles", path: "dist/assets/*.css", limit: "20 kB", gzip: true },
  { name: "worker", path: "dist/sw.js", limit: "54 kB", gzip: true },
];
