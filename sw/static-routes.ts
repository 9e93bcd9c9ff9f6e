import { BACKEND_PATHS } from "./backend-paths.ts";
import type { ListedFile } from "./optional-parts.ts";

interface Condition {
  urlPattern?: URLPattern;
  or?: Condition[];
}

interface Rule {
  condition: Condition;
  source: "network" | "cache" | "fetch-event";
}

/** Chromium's alone so far, and not in TypeScript's library. */
interface RoutingInstallEvent {
  addRoutes?(rules: Rule[]): Promise<undefined>;
}

/**
 * Has the browser answer without the worker, where it can: a page's calls to the backend by the network; the app's own scripts and styles by
 * the caches that they are kept in, or else the network. The worker has nothing to add to them, and one that hangs would hold them back for
 * good, what the page needs to take over its work among them. Optional parts are its own: what comes from the network it keeps.
 *
 * Few patterns: a browser hands all of them to each page that it begins, and asks each of them at each request.
 */
export const routeAround = async (event: object, listed: readonly ListedFile[]): Promise<void> => {
  const { addRoutes } = event as RoutingInstallEvent;
  const optional = listed.filter(({ optional }) => optional).map(({ url }) => at(`/${url}`));
  await addRoutes?.call(event, [
    ...BACKEND_PATHS.map((path): Rule => ({ condition: at(`/${path}/*`), source: "network" })),
    { condition: { or: optional }, source: "fetch-event" },
    { condition: at("/assets/*"), source: "cache" },
  ]);
};

const at = (pathname: string): Condition => ({ urlPattern: new URLPattern({ pathname }) });
