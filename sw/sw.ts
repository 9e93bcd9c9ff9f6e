/** The service worker's listeners; what they do stands beside. */
import { parseNudge, SYNC_TAG } from "../src/host/nudge.ts";
import { resubscribe } from "../src/host/push.ts";
import { pushPorts } from "../src/host/push-ports.ts";
import { onNotificationClick } from "./notify.ts";
import { type ListedFile, optionalParts } from "./optional-parts.ts";
import { serveOptional, servePrecached } from "./precache.ts";
import { routeAround } from "./static-routes.ts";
import { isShare, receiveShare } from "./share.ts";
import { onPush } from "./remind.ts";
import { device, onNudge, onSync, stepAside } from "./sync.ts";

declare const self: ServiceWorkerGlobalScope & { __WB_MANIFEST: unknown };

/** Background Sync is Chromium's alone and not in TypeScript's library. */
interface SyncEvent extends ExtendableEvent {
  tag: string;
}

// Named once: the build puts the list where it stands.
const files = self.__WB_MANIFEST as ListedFile[];
const precached = files.filter(({ optional }) => !optional);
servePrecached(precached);
const optional = optionalParts(files);
serveOptional(optional.answer);

// A browser that refuses the routes goes on without them.
self.addEventListener("install", (event) =>
  event.waitUntil(
    routeAround(event, files).catch((error: unknown) => console.warn("worker: no routes", error)),
  ),
);

// The first worker takes the page that installed it; a later one waits until the student agrees to update.
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("message", (event) => {
  if (event.data?.type === "SKIP_WAITING") event.waitUntil(self.skipWaiting());
  // To the worker that a new one replaces: what it is at work on would hold that one back.
  if (event.data?.type === "STEP_ASIDE") stepAside();
  if (event.data?.type === "KEEP_OPTIONAL") event.waitUntil(optional.keep(event.data.script));
  const nudge = parseNudge(event.data);
  const [port] = event.ports;
  if (nudge) event.waitUntil(onNudge(nudge, () => port?.postMessage("at work")));
});

self.addEventListener("fetch", (event) => {
  if (isShare(event.request)) event.respondWith(receiveShare(event.request, device));
});

self.addEventListener("notificationclick", (event) =>
  event.waitUntil(onNotificationClick(event.notification)),
);

self.addEventListener("push", (event) => event.waitUntil(onPush(event.data?.text() ?? "", device)));

// The browser has ended its subscription, or put another in its place. What fails here the next start of a page mends.
self.addEventListener("pushsubscriptionchange", (event) => {
  const ports = pushPorts(device, self.registration);
  if (ports) (event as ExtendableEvent).waitUntil(resubscribe(ports));
});

self.addEventListener("sync", (event) => {
  const sync = event as SyncEvent;
  if (sync.tag === SYNC_TAG) sync.waitUntil(onSync());
});
