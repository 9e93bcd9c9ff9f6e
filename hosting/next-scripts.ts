/** What a start begins ahead of the app's own script: a short script that stands in the page itself, and the names of what it asks for. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Plugin, Rolldown } from "vite";

/** The script as it stands in the page. */
export const AHEAD = readFileSync(new URL("ahead.js", import.meta.url), "utf8")
  .replaceAll(/^ *\/\/.*\n/gm, "")
  .trim();

/** By which the Content-Security-Policy knows it: no other text runs. */
export const AHEAD_HASH = `'sha256-${createHash("sha256").update(AHEAD).digest("base64")}'`;

const PLACE = "<!-- ahead -->";

const MANIFEST = /<link rel="manifest"[^>]*>/;

/**
 * Puts the script where the page has its comment, with the names of the scripts that a start needs next, and of those that they import; and
 * the manifest's link before it, which it looks for.
 */
export const nextScripts = (): Plugin => ({
  name: "athro:next-scripts",
  enforce: "post",
  transformIndexHtml: {
    order: "post",
    handler: (html, { bundle }) => {
      const names = Object.entries(bundle ? namesIn(bundle) : {});
      const attributes = names.map(([name, value]) => ` ${name}="${value}"`).join("");
      if (!html.includes(PLACE)) throw new Error(`the page has no ${PLACE}`);
      const [manifest = ""] = MANIFEST.exec(html) ?? [];
      return html
        .replace(MANIFEST, "")
        .replace(PLACE, () => `${manifest}<script${attributes}>${AHEAD}</script>`);
    },
  },
});

const namesIn = (bundle: Rolldown.OutputBundle): Record<string, string> => {
  const chunks = Object.values(bundle).filter((file) => file.type === "chunk");
  const entries = new Set(chunks.filter(({ isEntry }) => isEntry).map(({ fileName }) => fileName));
  const named = (...names: string[]): string[] => {
    const files = names.flatMap((one) => {
      const chunk = chunks.find(({ name }) => name === one);
      if (!chunk) throw new Error(`the build has no ${one}`);
      return [chunk.fileName, ...chunk.imports];
    });
    return [...new Set(files)].filter((file) => !entries.has(file)).map((file) => `/${file}`);
  };
  const begun = named("opened");
  const chat = named("chat").filter((file) => !begun.includes(file));
  return { "data-begun": begun.join(" "), "data-chat": chat.join(" ") };
};
