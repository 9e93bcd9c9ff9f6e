/** Builds what is measured from source, minified as the app is, into a directory that is not the app's. */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "vite";
import { PUBLISHABLE_KEY } from "../../supabase/local/publishable-key.ts";

const HERE = import.meta.dirname;

/** Bundles one entry beside this file into one import-free `<name>.js` in `outDir`. */
export const bundle = async (entry: string, name: string, outDir: string): Promise<string> => {
  await build({
    configFile: false,
    root: HERE,
    publicDir: false,
    logLevel: "warn",
    // The backend of a measured page is where the page came from.
    define: {
      "import.meta.env.VITE_SUPABASE_URL": '""',
      "import.meta.env.VITE_SUPABASE_PUBLISHABLE_KEY": JSON.stringify(PUBLISHABLE_KEY),
      "self.__WB_MANIFEST": "[]",
    },
    oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
    build: {
      outDir,
      emptyOutDir: false,
      target: "es2022",
      minify: true,
      rolldownOptions: {
        input: { [name]: join(HERE, entry) },
        output: { entryFileNames: "[name].js", codeSplitting: false },
      },
    },
  });
  return join(outDir, `${name}.js`);
};

/** The stylesheets of what was bundled into a directory, as one. */
export const styleOf = async (dir: string): Promise<string> => {
  const files = (await readdir(dir, { recursive: true })).filter((name) => name.endsWith(".css"));
  return (await Promise.all(files.map((name) => readFile(join(dir, name), "utf8")))).join("\n");
};

export const gzipBytes = async (file: string): Promise<number> =>
  gzipSync(await readFile(file), { level: 9 }).length;
