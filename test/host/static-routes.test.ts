// @vitest-environment node
import { afterEach, expect, test, vi } from "vitest";
import type { ListedFile } from "../../sw/optional-parts.ts";
import { routeAround } from "../../sw/static-routes.ts";

afterEach(() => vi.unstubAllGlobals());

const LISTED: ListedFile[] = [
  { url: "index.html", revision: "one" },
  { url: "manifest.webmanifest", revision: "m" },
  { url: "assets/chat-12345678.js", revision: null },
  { url: "assets/formulas-12345678.js", revision: null, optional: true },
];

/** Which source a request would be answered from, by the rules in their order; null for the worker. */
const routed = async (url: string, request: { method?: string; mode?: string } = {}) => {
  const { method = "GET", mode = "navigate" } = request;
  let rules: Rule[] = [];
  await routeAround({ addRoutes: async (given: Rule[]) => void (rules = given) }, LISTED);
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
  // Pages are the worker's, and so is what has no hash in its name.
  ["/athro", {}, null],
  ["/share", { method: "POST" }, null],
  ["/index.html", { mode: "cors" }, null],
  ["/manifest.webmanifest", { mode: "no-cors" }, null],
  ["/assets/chat-12345678.js", { mode: "cors" }, "cache"],
  // A page of an older build asks for its own, which may still be kept.
  ["/assets/formulas-of-another-build.js", { mode: "cors" }, "cache"],
  // What the worker keeps as it comes.
  ["/assets/formulas-12345678.js", { mode: "cors" }, "fetch-event"],
  ["/rest/v1/rpc/sync", { method: "POST", mode: "cors" }, "network"],
])("%s %o is answered by %o", async (url, request, source) => {
  vi.stubGlobal("URLPattern", Pattern);
  expect(await routed(url, request)).toEqual(source);
});

test("a build of many files needs no more patterns than one of few", async () => {
  vi.stubGlobal("URLPattern", Pattern);
  let rules: Rule[] = [];
  const many = Array.from({ length: 100 }, (_, n) => ({
    url: `assets/part-${n}.js`,
    revision: null,
  }));
  await routeAround({ addRoutes: async (given: Rule[]) => void (rules = given) }, many);
  const count = ({ or, urlPattern }: Condition): number =>
    Number(!!urlPattern) + (or ?? []).reduce((sum, one) => sum + count(one), 0);
  expect(rules.reduce((sum, { condition }) => sum + count(condition), 0)).toBeLessThan(20);
});
