import type { CDPSession } from "playwright-core";

/** A notification as the browser has displayed it. */
export interface Displayed {
  tag: string;
  title: string | undefined;
  body: string | undefined;
}

/**
 * What the browser displays for the app's worker from now on, by its own log; it grows. A test waits for it here, and not by asking
 * `getNotifications` again and again: Chromium forgets a notification that is asked for after it is written down and before it is displayed,
 * and all later asking finds nothing. It also closes by itself, after some 20 s, what no one looks at.
 */
export const watchDisplayed = async (session: CDPSession): Promise<readonly Displayed[]> => {
  const displayed: Displayed[] = [];
  session.on("BackgroundService.backgroundServiceEventReceived", ({ backgroundServiceEvent }) => {
    const { eventName, eventMetadata, instanceId: tag } = backgroundServiceEvent;
    if (eventName !== "Notification displayed") return;
    const said = new Map(eventMetadata.map(({ key, value }) => [key, value]));
    displayed.push({ tag, title: said.get("Title"), body: said.get("Body") });
  });
  await followService(session, "notifications");
  return displayed;
};

/** Has the browser log what it does for workers, and tell the session of it. */
export const followService = async (
  session: CDPSession,
  service: "notifications" | "pushMessaging",
): Promise<void> => {
  await session.send("BackgroundService.setRecording", { service, shouldRecord: true });
  await session.send("BackgroundService.startObserving", { service });
};
