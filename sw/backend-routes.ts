import { BACKEND_PATHS } from "./backend-paths.ts";

/** Chromium's alone so far, and not in TypeScript's library. */
interface RoutingInstallEvent extends ExtendableEvent {
  addRoutes?(
    rules: { condition: { urlPattern: URLPattern }; source: "network" }[],
  ): Promise<undefined>;
}

/**
 * Has the browser send a page's calls to the backend past the worker, where it can: the worker has nothing to add to them, and one that
 * hangs would hold them back, the calls by which the page takes over its work among them.
 */
export const routeBackendPast = async (event: ExtendableEvent): Promise<void> => {
  const { addRoutes } = event as RoutingInstallEvent;
  await addRoutes?.call(
    event,
    BACKEND_PATHS.map((path) => ({
      condition: { urlPattern: new URLPattern({ pathname: `/${path}/*` }) },
      source: "network",
    })),
  );
};
