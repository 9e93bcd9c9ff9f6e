import { cacheNames } from "workbox-core";
import { BACKEND_PATHS } from "./backend-paths.ts";
import type { ListedFile } from "./optional-parts.ts";

interface Condition {
  urlPattern?: URLPattern;
  or?: Condition[];
}

interface Rule {
  condition: Condition;
  source: "network" | { cacheName: string };
}

/** Chromium's alone so far, and not in TypeScript's library. */
interface RoutingInstallEvent {
  addRoutes?(rules: Rule[]): Promise<undefined>;
}

/**
 * Has the browser answer without the worker, where it can: a page's calls to the backend by the network; the app's own scripts and styles by
 * the cache that they are kept in. The worker has nothing to add to them, and one that hangs would hold them back for good, what the page
 * needs to take over its work among them.
 */
export const routeAround = async (event: object, listed: readonly ListedFile[]): Promise<void> => {
  const { addRoutes } = event as RoutingInstallEvent;
  await addRoutes?.call(event, [
    ...BACKEND_PATHS.map((path) => ({
      condition: at(`/${path}/*`),
      source: "network" as const,
    })),
    {
      condition: {
        or: listed.filter(isNamedByContent).map(({ url }) => at(`/${url}`)),
      },
      source: { cacheName: cacheNames.precache },
    },
  ]);
};

const at = (pathname: string): Condition => ({ urlPattern: new URLPattern({ pathname }) });

/** The cache keeps it under its own address, and that address never means anything else. */
const isNamedByContent = ({ url, revision }: ListedFile): boolean =>
  revision === null && url.startsWith("assets/");
