import { defineConfig, loadEnv, type Plugin } from "vite";
import type { Rolldown } from "vite";
import { VitePWA } from "vite-plugin-pwa";
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

const AT_STARTS = new Set(["index", "opened", "shared", "chat"]);

/** What derives ids is named by uuid's index, of which the entry only needs what draws them. */
const LATER = /\/uuid\/dist\/(v5|v35|sha1|parse)\./;

/**
 * What every page loads first comes in one file: in many small ones it is larger, and each is asked for on its own. With it comes what
 * the first visit's welcome is made of, and the styles of a chat: a start would else ask for them one by one, and its scripts would wait for them.
 */
const firstFile = (id: string, context: ChunkingContext): string | null =>
  isImported(id, context, (_, { isEntry }) => isEntry) ||
  (!id.endsWith(WELCOME) && isOf(WELCOME, id, context)) ||
  (id.endsWith(".css") && isOf(CHAT, id, context))
    ? "base"
    : null;

/** And so does what every page loads next where someone has begun, with what a chat has in common with home, the calendar and words. */
const nextFile = (id: string, context: ChunkingContext): string | null =>
  isImported(id, context, (by) => by.endsWith("/src/opened-store.ts")) ||
  (isOf(CHAT, id, context) && isImported(id, context, (by) => NEXT.test(by)))
    ? "opened"
    : null;

/** A chat comes in two files, what it shares with other screens and what it does not: a cold start would walk from one small file to the next. */
const sharedFile = (id: string, context: ChunkingContext): string | null =>
  isOf(CHAT, id, context) && isImported(id, context, isOtherScreen) ? "shared" : null;

const chatFile = (id: string, context: ChunkingContext): string | null =>
  isOf(CHAT, id, context) ? "chat" : null;

const isOf = (screen: string, id: string, context: ChunkingContext): boolean =>
  isImported(id, context, (by) => by.endsWith(screen));

const isOtherScreen = (by: string, { dynamicImporters }: Info): boolean =>
  dynamicImporters.length > 0 && !ABOUT_CHATS.test(by);

/** Home, the calendar, and their words. */
const NEXT = /\/src\/ui\/(home\/home-screen|calendar\/calendar-screen|i18n\/\w+\/\w+)\.tsx?$/;
const CHAT = "/src/ui/chat/chat-screen.tsx";
const WELCOME = "/src/ui/home/welcome-screen.tsx";
/** Screens that are a chat, or made of the same. */
const ABOUT_CHATS = /\/src\/ui\/(chat|session-out)\//;

type Info = Pick<
  NonNullable<ReturnType<ChunkingContext["getModuleInfo"]>>,
  "isEntry" | "importers" | "dynamicImporters"
>;

/** Asking the bundler takes long, and each module is asked about for each file. */
const infos = new Map<string, Info | null>();
const infoOf = (id: string, context: ChunkingContext): Info | null => {
  const known = infos.get(id);
  if (known !== undefined) return known;
  const asked = context.getModuleInfo(id);
  // Each look at such a list is a call of its own.
  const info = asked && {
    isEntry: asked.isEntry,
    importers: [...asked.importers],
    dynamicImporters: [...asked.dynamicImporters],
  };
  infos.set(id, info);
  return info;
};

/** Whether a module that `is` so imports a module, itself or by others, and does not only load it when it needs it. */
const isImported = (
  id: string,
  context: ChunkingContext,
  is: (id: string, info: Info) => boolean,
  seen = new Set<string>(),
): boolean => {
  if (seen.has(id) || LATER.test(id)) return false;
  seen.add(id);
  const info = infoOf(id, context);
  if (!info) return false;
  return is(id, info) || info.importers.some((by) => isImported(by, context, is, seen));
};

/** Words carry their language in their name: `home.cy-….js`. */
const languageOf = (id: string | null): string => {
  const language = id && /\/i18n\/(en|cy)\//.exec(id)?.[1];
  return language ? `.${language}` : "";
};

type ChunkingContext = Rolldown.ChunkingContext;

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
          groups: [
            { name: firstFile, priority: 4 },
            { name: nextFile, priority: 3 },
            { name: sharedFile, priority: 2 },
            { name: chatFile, priority: 1 },
          ],
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
    nextScripts(),
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
