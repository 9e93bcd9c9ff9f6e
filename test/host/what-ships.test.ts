import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

/** A package by what is imported of it: `@supabase/postgrest-js`, `preact/hooks`. */
const packageOf = (imported: string): string =>
  imported
    .split("/")
    .slice(0, imported.startsWith("@") ? 2 : 1)
    .join("/");

const files = ["src", "sw"].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.(tsx?|css)$/.test(name))
    .map((name) => `${folder}/${name}`),
);

test("SECURITY.md names every package that goes to browsers, and no other", () => {
  const imports = /\b(?:from|import)\s*\(?"([@a-z][^"\s]*)"|url\("?([@a-z][^")\s:]*)/g;
  const shipped = new Set(
    files.flatMap((file) =>
      [...readFileSync(file, "utf8").matchAll(imports)].map((match) =>
        packageOf(match[1] ?? match[2] ?? ""),
      ),
    ),
  );
  const named = /To browsers go only these packages[\s\S]*?\. The other/.exec(
    readFileSync("SECURITY.md", "utf8"),
  );
  const packages = [...(named?.[0] ?? "").matchAll(/`([^`]+)`/g)].map((match) => match[1]);
  expect([...shipped].sort()).toEqual(packages.sort());
});
