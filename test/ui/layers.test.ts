import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const UI = new URL("../../src/ui/", import.meta.url);
const ORDER = "@layer reset, tokens, base, kit, screens;\n";

const stylesheets = readdirSync(UI, { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".css"))
  .map((path) => ({ path, css: readFileSync(new URL(path, UI), "utf8") }));

/** Of the first page: any of them may be the one that a browser reads first. */
const eager = stylesheets.filter(
  ({ path, css }) =>
    /^(kit|shell|sync-status)\/|^(tokens|base)\.css$/.test(path) && css.includes("@layer"),
);

test.each(eager.map(({ path, css }) => [path, css] as const))(
  "%s begins with the order of the layers",
  (_, css) => {
    expect(css.startsWith(ORDER)).toBe(true);
  },
);

test("there is a first page", () => {
  expect(eager.length).toBeGreaterThan(10);
});

test.each(stylesheets.map(({ path, css }) => [path, css] as const))(
  "%s has every rule in one of the layers",
  (_, css) => {
    const outside = css
      .replaceAll(/\/\*.*?\*\//gs, "")
      .replace(ORDER, "")
      .replaceAll(/^@layer (?:reset|tokens|base|kit|screens) \{\n.*?^\}/gms, "")
      .replaceAll(/^@font-face \{\n.*?^\}/gms, "");
    expect(outside.trim()).toBe("");
  },
);
