/**
 * Optional parts: code that comes into use late or seldom, and that the app can do without for a while. A module is the door to one if its
 * name ends in `.optional`, and is only ever imported by `import()`. Whatever the build makes for such a door alone, styles and what several
 * of them share included, stays out of what the worker fetches before it is installed; the worker keeps it later (`sw/optional-parts.ts`).
 */
import type { Plugin, Rolldown } from "vite";

const DOOR = /\.optional\.tsx?$/;

type Bundle = Record<string, Rolldown.OutputChunk | Rolldown.OutputAsset>;

/** The files of a build that only optional parts need, by name. */
export const optionalFiles = (bundle: Bundle): Set<string> => {
  const chunks = Object.values(bundle).filter((file) => file.type === "chunk");
  const isDoor = (name: string): boolean => {
    const file = bundle[name];
    return file?.type === "chunk" && DOOR.test(file.facadeModuleId ?? "");
  };

  const needed = new Set<string>();
  const need = (name: string): void => {
    const file = bundle[name];
    if (needed.has(name) || file?.type !== "chunk") return;
    needed.add(name);
    file.imports.forEach(need);
    for (const later of file.dynamicImports) if (!isDoor(later)) need(later);
  };
  for (const { fileName, isEntry } of chunks) if (isEntry) need(fileName);

  const filesOf = (names: Iterable<string>): string[] =>
    [...names].flatMap((name) => {
      const { importedCss = [], importedAssets = [] } = metadataOf(bundle[name]);
      return [name, ...importedCss, ...importedAssets];
    });
  const kept = new Set(filesOf(needed));
  const others = chunks.map(({ fileName }) => fileName).filter((name) => !needed.has(name));
  return new Set(filesOf(others).filter((name) => !kept.has(name)));
};

/** What Vite notes of a chunk; the bundler's own type does not know of it. */
const metadataOf = (
  file: unknown,
): { importedCss?: Iterable<string>; importedAssets?: Iterable<string> } =>
  (file as { viteMetadata?: object } | undefined)?.viteMetadata ?? {};

/** Finds the optional parts of a build, and marks them in the list that goes into the worker. */
export const optionalParts = () => {
  let found = new Set<string>();
  const plugin: Plugin = {
    name: "athro:optional-parts",
    apply: "build",
    generateBundle: {
      order: "post",
      handler: (_options, bundle) => {
        found = optionalFiles(bundle);
      },
    },
  };
  const mark = <T extends { url: string }>(entries: T[]) => ({
    manifest: entries.map((entry) => (found.has(entry.url) ? { ...entry, optional: true } : entry)),
    warnings: [],
  });
  return { plugin, mark };
};
