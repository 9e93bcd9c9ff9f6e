import {
  cleanupOutdatedCaches,
  createHandlerBoundToURL,
  precacheAndRoute,
} from "workbox-precaching";
import { NavigationRoute, registerRoute } from "workbox-routing";
import { BACKEND_PATHS } from "./backend-paths.ts";

type Manifest = Exclude<Parameters<typeof precacheAndRoute>[0][number], string>[];

/** Serves the app's own files from the cache, and its page for every route, so that each opens cold without a network. */
export const servePrecached = (manifest: Manifest): void => {
  cleanupOutdatedCaches();
  precacheAndRoute(manifest);
  // In development the page comes from the dev server and is not in the manifest.
  if (import.meta.env.PROD)
    registerRoute(
      new NavigationRoute(createHandlerBoundToURL("/index.html"), {
        denylist: BACKEND_PATHS.map((path) => new RegExp(`^/${path}/`)),
      }),
    );
};

/** Serves the other parts of the app by `answer`. */
export const serveOptional = (answer: (request: Request) => Promise<Response>): void => {
  registerRoute(
    ({ url, sameOrigin }) => sameOrigin && url.pathname.startsWith("/assets/"),
    ({ request }) => answer(request),
  );
};
