/** Two releases of the app, and a place from which they are served one after the other. */
import { mkdtemp, rename, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { build } from "vite";
import { BUILD } from "./app.ts";

const ROOT = new URL("../..", import.meta.url).pathname;
export const NEXT_VERSION = "99.0.0";

export interface Releases {
  /** What is served; at first the build under test. */
  dir: string;
  /** Puts the next release into its place, as a static host does: what it doesn't have is gone. */
  deployNext(): Promise<void>;
  deployFirst(): Promise<void>;
  remove(): Promise<void>;
}

/** Builds the next release: the same app under another version. */
export const prepareReleases = async (): Promise<Releases> => {
  const place = await mkdtemp(join(tmpdir(), "athro-releases-"));
  const next = join(place, "next");
  const dir = join(place, "served");
  const { NODE_ENV } = process.env;
  // The test runner's own would make it a build for development.
  process.env.NODE_ENV = "production";
  await build({
    configFile: join(ROOT, "vite.config.ts"),
    logLevel: "error",
    build: { outDir: next },
    plugins: [
      {
        name: "next-version",
        enforce: "pre",
        transform: (code, id) =>
          id.endsWith("/package.json")
            ? code.replace(/"version": "[^"]+"/, `"version": "${NEXT_VERSION}"`)
            : undefined,
      },
    ],
  });
  process.env.NODE_ENV = NODE_ENV;
  /** At once: at no moment is there neither of them. */
  const deploy = async (from: string): Promise<void> => {
    await symlink(from, `${dir}-soon`);
    await rename(`${dir}-soon`, dir);
  };
  const deployFirst = () => deploy(resolve(ROOT, BUILD));
  await deployFirst();
  return {
    dir,
    deployNext: () => deploy(next),
    deployFirst,
    remove: () => rm(place, { recursive: true, force: true }),
  };
};
