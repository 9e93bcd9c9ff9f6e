/** Tells of replies that came while the app was not in view, where the student has allowed it. */
import { athroOf } from "../src/model/athros.ts";
import type { Device } from "../src/store/device.ts";
import type { AthroDatabase } from "../src/store/database.ts";
import { takeReplyNews } from "../src/store/reply-news.ts";

/** What is used here of the worker's scope; the page's types, under which tests read this file, don't know it. */
interface Scope {
  registration: Pick<ServiceWorkerRegistration, "showNotification">;
  clients: {
    matchAll(of: { type: "window"; includeUncontrolled: true }): Promise<readonly SeenWindow[]>;
    openWindow(path: string): Promise<unknown>;
  };
}

interface SeenWindow {
  url: string;
  visibilityState: string;
  focus(): Promise<unknown>;
}

const scope = globalThis as typeof globalThis & Scope;

/**
 * Shows a notification for each chat in which a reply has come that this device asked for, under the Athro's name and with the reply's
 * first words; on a shared device without them. Each reply is news once, and none to who looks at the app or does not want to be told.
 */
export const tellOfReplies = async (device: Device, db: AthroDatabase): Promise<void> => {
  const news = await takeReplyNews(db);
  if (news.length === 0) return;
  if (globalThis.Notification?.permission !== "granted" || (await isSeen())) return;
  const shared = (await device.shared()) !== null;
  for (const { athro, session, active, words } of news)
    await scope.registration.showNotification(athroOf(athro).name, {
      ...(shared ? {} : { body: words }),
      tag: `athro-reply-${session}`,
      icon: "/icons/athro-192.png",
      data: { path: active ? `/athro/${athro}` : `/sessions/${session}` },
    });
};

const windows = () => scope.clients.matchAll({ type: "window", includeUncontrolled: true });

const isSeen = async (): Promise<boolean> =>
  (await windows()).some(({ visibilityState }) => visibilityState === "visible");

/** Opens the chat that a notification tells of: the window that shows it, else a new one, so that no other loses its place. */
export const onNotificationClick = async (
  notification: Pick<Notification, "close" | "data">,
): Promise<void> => {
  notification.close();
  const data: unknown = notification.data;
  const path = typeof data === "object" && data && "path" in data ? String(data.path) : "/";
  const there = (await windows()).find(({ url }) => new URL(url).pathname === path);
  await (there ? there.focus() : scope.clients.openWindow(path));
};
