import { cleanupOutdatedCaches, PrecacheController, PrecacheRoute } from "workbox-precaching";
import { NavigationRoute, registerRoute } from "workbox-routing";
import { BACKEND_PATHS } from "./backend-paths.ts";

type Manifest = Parameters<PrecacheController["addToCacheList"]>[0];
/** The worker's own types are not known where tests read this file. */
type LifeEvent = Parameters<PrecacheController["install"]>[0];

/** The app's own files in the cache. */
export interface Precache {
  /** Fetches what is not here yet. Rejects if one of them can't be had. */
  install(event: LifeEvent): Promise<unknown>;
  match(url: string): Promise<Response | undefined>;
}

/** Serves the app's own files from the cache, and its page for every route, so that each opens cold without a network. */
export const servePrecached = (manifest: Manifest): Precache => {
  cleanupOutdatedCaches();
  const controller = new PrecacheController();
  controller.addToCacheList(manifest);
  addEventListener("activate", (event) => controller.activate(event as LifeEvent));
  registerRoute(new PrecacheRoute(controller));
  // In development the page comes from the dev server and is not in the manifest.
  if (import.meta.env.PROD)
    registerRoute(
      new NavigationRoute(controller.createHandlerBoundToURL("/index.html"), {
        denylist: BACKEND_PATHS.map((path) => new RegExp(`^/${path}/`)),
      }),
    );
  return {
    install: (event) => controller.install(event),
    match: (url) => controller.matchPrecache(url),
  };
};

/** Serves the other parts of the app by `answer`. */
export const serveOptional = (answer: (request: Request) => Promise<Response>): void => {
  registerRoute(
    ({ url, sameOrigin }) => sameOrigin && url.pathname.startsWith("/assets/"),
    ({ request }) => answer(request),
  );
};
