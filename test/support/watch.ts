/** What leaves a device, and what its screens show, watched from the first moment to the last. */
import { decodeJwt } from "jose";
import type { BrowserContext, Page } from "playwright-core";
import { callOf, SYNC_CALL } from "./rows.ts";

/** A request that was sent with a student's token, or as a call for a student. */
export interface Sent {
  /** Whose token it brought. */
  sub: unknown;
  path: string;
  /** Whose rows a call of `sync` was for. */
  user?: string;
  body: string;
  byWorker: boolean;
}

const SYNC_PATH = SYNC_CALL.replace("**", "");

/** Of all pages and the worker. */
export const watchRequests = (context: BrowserContext): Sent[] => {
  const sent: Sent[] = [];
  context.on("request", (request) => {
    const bearer = /^Bearer (.+\..+\..+)$/.exec(request.headers().authorization ?? "")?.[1];
    const path = new URL(request.url()).pathname;
    const isSync = request.method() === "POST" && path === SYNC_PATH;
    if (bearer === undefined && !isSync) return;
    sent.push({
      sub: bearer && decodeJwt(bearer).sub,
      path,
      ...(isSync && { user: callOf(request).user }),
      body: request.postData() ?? "",
      byWorker: request.serviceWorker() !== null,
    });
  });
  return sent;
};

/** Realtime channels that pages asked for with a token, each with whose it was. (One without a token is refused.) */
export const watchJoins = (context: BrowserContext): { topic: string; sub: unknown }[] => {
  const joins: { topic: string; sub: unknown }[] = [];
  context.on("page", (page) =>
    page.on("websocket", (socket) =>
      socket.on("framesent", ({ payload }) => {
        const [, , topic, event, asked] = JSON.parse(payload.toString());
        if (event === "phx_join" && asked.access_token)
          joins.push({ topic, sub: decodeJwt(asked.access_token).sub });
      }),
    ),
  );
  return joins;
};

declare global {
  /** In a watched page. */
  function lookAtScreen(): void;
  const seenOnScreen: string[];
}

/** Call it before the pages are opened: from then on each notes whenever it shows one of `names` that isn't the one it is shown to. */
export const watchScreens = (context: BrowserContext, names: readonly string[]): Promise<unknown> =>
  context.addInitScript((watched: readonly string[]) => {
    const seen: string[] = [];
    const look = (): void => {
      const fields = document.querySelectorAll<HTMLInputElement>("input, textarea, select");
      const shown = [document.documentElement?.outerHTML ?? ""];
      for (const { value } of fields) shown.push(value);
      const all = shown.join(" ").toLowerCase();
      // The window's name outlives a reload.
      for (const name of watched)
        if (name !== window.name && all.includes(name.toLowerCase()))
          seen.push(`${name} at ${location.pathname}, shown to “${window.name}”`);
    };
    const everything = { subtree: true, childList: true, characterData: true, attributes: true };
    new MutationObserver(look).observe(document, everything);
    Object.assign(window, { lookAtScreen: look, seenOnScreen: seen });
  }, names);

/** From now on it is `name` who sits before the page, or no one of those watched for. */
export const showTo = (page: Page, name: string): Promise<void> =>
  page.evaluate((to) => {
    window.name = to;
    lookAtScreen();
  }, name);

/** What a page has shown that it should not have, since it was loaded. */
export const wronglyShown = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    lookAtScreen();
    return seenOnScreen;
  });
