// @vitest-environment node
import { afterEach, expect, test, vi } from "vitest";
import { ownPages, PAGE_PATHS } from "../../sw/own-pages.ts";
import { routeAround } from "../../sw/static-routes.ts";
import { screenAt } from "../../src/ui/shell/routes.tsx";

vi.mock("workbox-core", () => ({ cacheNames: { precache: "precache" } }));
afterEach(() => vi.unstubAllGlobals());

const LISTED = [
  { url: "index.html", revision: "one" },
  { url: "manifest.webmanifest", revision: "m" },
  { url: "assets/chat-12345678.js", revision: null },
];

/** The browser's caches as far as they are used here: texts by cache and address. */
const withCaches = (given: Record<string, Record<string, string>> = {}) => {
  const all = new Map(
    Object.entries(given).map(([name, kept]) => [name, new Map(Object.entries(kept))]),
  );
  vi.stubGlobal("caches", {
    open: async (name: string) => {
      const kept = all.get(name) ?? new Map<string, string>();
      all.set(name, kept);
      return {
        put: async (path: string, response: Response) => kept.set(path, await response.text()),
      };
    },
    keys: async () => [...all.keys()],
    delete: async (name: string) => all.delete(name),
  });
  return all;
};

const match = async (url: string) => new Response(`the ${url}`);

test("the page is kept under every address that is known, and files without a hash under their own", async () => {
  const all = withCaches();
  await ownPages(LISTED)?.keep(match);
  const kept = all.get("athro-pages-one");
  expect([...(kept?.keys() ?? [])].sort()).toEqual([...PAGE_PATHS, "/manifest.webmanifest"].sort());
  for (const path of PAGE_PATHS) expect(kept?.get(path)).toBe("the index.html");
  expect(kept?.get("/manifest.webmanifest")).toBe("the manifest.webmanifest");
});

test("every such address leads to a screen of its own", () => {
  const lost = screenAt("/nowhere", true).load;
  expect(PAGE_PATHS.filter((path) => screenAt(path, true).load === lost)).toEqual([]);
});

test("another build's pages stay until the worker takes over, and go then; other caches stay", async () => {
  const all = withCaches({ "athro-pages-older": { "/": "older" }, precache: {} });
  const pages = ownPages(LISTED);
  await pages?.keep(match);
  expect(all.get("athro-pages-older")?.get("/")).toBe("older");
  await pages?.clear();
  expect([...all.keys()].sort()).toEqual(["athro-pages-one", "precache"]);
});

test("what the list lacks is an error, before anything is routed to it", async () => {
  withCaches();
  await expect(ownPages(LISTED)?.keep(async () => undefined)).rejects.toThrow("not kept");
  expect(ownPages([{ url: "assets/a-12345678.js", revision: null }])).toBeNull();
});

/** Which source a request would be answered from, by the rules in their order; null for the worker. */
const routed = async (url: string, request: { method?: string; mode?: string } = {}) => {
  const { method = "GET", mode = "navigate" } = request;
  let rules: Rule[] = [];
  await routeAround(
    { addRoutes: async (given: Rule[]) => void (rules = given) },
    LISTED,
    ownPages(LISTED),
  );
  const holds = (condition: Condition): boolean =>
    condition.or?.some(holds) ??
    ((condition.urlPattern?.matches(new URL(url, "https://athro.test")) ?? true) &&
      (condition.requestMethod ?? method) === method &&
      (condition.requestMode ?? mode) === mode);
  return rules.find(({ condition }) => holds(condition))?.source ?? null;
};

interface Condition {
  or?: Condition[];
  urlPattern?: { matches(url: URL): boolean };
  requestMethod?: string;
  requestMode?: string;
}
interface Rule {
  condition: Condition;
  source: unknown;
}

/** Node has none before version 23: exact parts, and a star at the end. */
class Pattern {
  readonly parts: { pathname: string; search?: string };
  constructor(parts: { pathname: string; search?: string }) {
    this.parts = parts;
  }
  matches({ pathname, search }: URL): boolean {
    const wanted = this.parts.pathname;
    const path = wanted.endsWith("*")
      ? pathname.startsWith(wanted.slice(0, -1))
      : pathname === wanted;
    return path && (this.parts.search === undefined || this.parts.search === search);
  }
}

test.each([
  ["/athro", {}, { cacheName: "athro-pages-one" }],
  ["/athro/athro-maths", {}, { cacheName: "athro-pages-one" }],
  // The cache would look for it under the whole address.
  ["/athro/athro-maths?message=1", {}, null],
  ["/sessions/x", {}, null],
  // What another app shares is posted there.
  ["/share", { method: "POST" }, null],
  ["/share", {}, { cacheName: "athro-pages-one" }],
  // The page that looks for a newer version asks the worker or the server.
  ["/", { mode: "cors" }, null],
  ["/index.html", { mode: "cors" }, null],
  ["/manifest.webmanifest", { mode: "no-cors" }, { cacheName: "athro-pages-one" }],
  ["/assets/chat-12345678.js", { mode: "cors" }, { cacheName: "precache" }],
  ["/rest/v1/rpc/sync", { method: "POST", mode: "cors" }, "network"],
])("%s %o is answered by %o", async (url, request, source) => {
  vi.stubGlobal("URLPattern", Pattern);
  expect(await routed(url, request)).toEqual(source);
});
