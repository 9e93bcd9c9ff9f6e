import { defineConfig, loadEnv, type Plugin } from "vite";
import { VitePWA } from "vite-plugin-pwa";
import { chunkGroups, languageOf } from "./hosting/chunks.ts";
import { hostFiles } from "./hosting/host-files.ts";
import { backendOrigins } from "./hosting/security-headers.ts";
import { manifest } from "./hosting/manifest.ts";
import { nextScripts } from "./hosting/next-scripts.ts";
import { optionalParts } from "./hosting/optional-parts.ts";
import { PUBLISHABLE_KEY } from "./supabase/local/publishable-key.ts";

/** Asks for the font that every page needs while the stylesheets that name it are still on their way. */
const preloadFont = (): Plugin => ({
  name: "athro:preload-font",
  transformIndexHtml: {
    order: "post",
    handler: (_html, { bundle }) => {
      const file = Object.keys(bundle ?? {}).find((name) => /-latin-wght-.*\.woff2$/.test(name));
      if (!file) return [];
      const attrs = { rel: "preload", href: `/${file}`, as: "font", type: "font/woff2" };
      return [{ tag: "link", attrs: { ...attrs, crossorigin: "" }, injectTo: "head-prepend" }];
    },
  },
});

/**
 * Of what a start runs nearly every function is called. Chromium compiles them beside the page's thread then, while the file comes, and not one
 * after the other on that thread as each is first called.
 */
const compileAtOnce = (): Plugin => ({
  name: "athro:compile-at-once",
  apply: "build",
  enforce: "post",
  generateBundle: {
    order: "post",
    handler(_options, bundle) {
      for (const file of Object.values(bundle))
        if (file.type === "chunk" && AT_STARTS.has(file.name))
          file.code = `//# allFunctionsCalledOnLoad\n${file.code}`;
    },
  },
});

const AT_STARTS = new Set(["index", "opened", "chat"]);

/** Writes the headers for static hosts beside the page, for the backend that this build talks to. */
const emitHostFiles = (supabaseUrl: string): Plugin => ({
  name: "athro:host-files",
  apply: "build",
  generateBundle() {
    for (const [fileName, source] of Object.entries(hostFiles(backendOrigins(supabaseUrl))))
      this.emitFile({ type: "asset", fileName, source });
  },
});

const optional = optionalParts();

// The page lives in src, and nothing of it at the top level: index.html is src/index.html.
export default defineConfig(({ mode }) => ({
  root: "src",
  publicDir: "../public",
  envDir: "..",
  build: {
    outDir: "../dist",
    emptyOutDir: true,
    target: "es2022",
    sourcemap: false,
    modulePreload: {
      polyfill: false,
      resolveDependencies: (_file, deps, { hostType }) =>
        hostType === "html" ? deps : deps.filter((path) => path.endsWith(".css")),
    },
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: chunkGroups,
        },
        chunkFileNames: ({ facadeModuleId }) =>
          `assets/[name]${languageOf(facadeModuleId)}-[hash].js`,
      },
    },
  },
  resolve: {
    // Without the helpers that turn its classes into what older browsers know, which is what its package gives by default.
    alias: {
      dexie: new URL("node_modules/dexie/dist/modern/dexie.mjs", import.meta.url).pathname,
    },
  },
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  define: backendOf(mode),
  plugins: [
    preloadFont(),
    compileAtOnce(),
    optional.plugin,
    emitHostFiles(loadEnv(mode, import.meta.dirname, "VITE_")["VITE_SUPABASE_URL"] ?? ""),
    VitePWA({
      strategies: "injectManifest",
      srcDir: "../sw",
      filename: "sw.ts",
      registerType: "prompt",
      injectRegister: false,
      devOptions: { enabled: true, type: "module" },
      injectManifest: {
        globPatterns: ["**/*.{js,css,html,woff2,svg,png,webmanifest}"],
        // The browser itself keeps what an installed app is drawn with.
        globIgnores: ["screenshots/**", "icons/*.png"],
        manifestTransforms: [optional.mark],
        target: "es2022",
      },
      manifest,
    }),
    // After what names the manifest.
    nextScripts(),
  ],
}));

/** Which Supabase the build talks to: the environment's or .env's, or else the origin that serves the app. */
function backendOf(mode: string): Record<string, string> {
  const env = loadEnv(mode, import.meta.dirname, "VITE_");
  const { VITE_SUPABASE_URL = "", VITE_SUPABASE_PUBLISHABLE_KEY = PUBLISHABLE_KEY } = env;
  return {
    "import.meta.env.VITE_SUPABASE_URL": JSON.stringify(VITE_SUPABASE_URL),
    "import.meta.env.VITE_SUPABASE_PUBLISHABLE_KEY": JSON.stringify(VITE_SUPABASE_PUBLISHABLE_KEY),
  };
}
