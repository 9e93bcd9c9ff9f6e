/**
 * The app's page under the addresses that are known beforehand, and the few files that have no hash in their name: in a cache of their own,
 * from which the browser takes them without the worker (`static-routes.ts`).
 */
import { ATHROS } from "../src/model/athros.ts";
import type { ListedFile } from "./optional-parts.ts";

const PREFIX = "athro-pages-";
const PAGE = "index.html";

/** What is looked at under an address that does not name anything of the student's. */
export const PAGE_PATHS: readonly string[] = [
  "/",
  "/athros",
  "/athro",
  ...ATHROS.map(({ id }) => `/athro/${id}`),
  "/calendar",
  "/search",
  "/sync",
  "/settings",
  "/share",
  "/account",
];

export interface OwnPages {
  cacheName: string;
  /** Addresses of other files that are kept. */
  files: readonly string[];
  /** Copies what `match` finds in the worker's list. Rejects if something is missing, and then nothing may be routed here. */
  keep(match: (url: string) => Promise<Response | undefined>): Promise<void>;
  /** Removes what former workers kept. */
  clear(): Promise<void>;
}

/** Null without a page in the list, as in development. */
export const ownPages = (listed: readonly ListedFile[]): OwnPages | null => {
  const page = listed.find(({ url }) => url === PAGE);
  if (!page?.revision) return null;
  // Each page needs the scripts of its own build: two builds never share one.
  const cacheName = `${PREFIX}${page.revision}`;
  const files = listed.filter(({ url, revision }) => revision !== null && url !== PAGE);
  return {
    cacheName,
    files: files.map(({ url }) => `/${url}`),
    keep: async (match) => {
      const cache = await caches.open(cacheName);
      const copy = async (url: string, paths: readonly string[]): Promise<void> => {
        const response = await match(url);
        if (!response) throw new Error(`not kept: ${url}`);
        for (const path of paths) await cache.put(path, response.clone());
      };
      await Promise.all([
        copy(PAGE, PAGE_PATHS),
        ...files.map(({ url }) => copy(url, [`/${url}`])),
      ]);
    },
    clear: async () => {
      const names = await caches.keys();
      const old = names.filter((name) => name.startsWith(PREFIX) && name !== cacheName);
      await Promise.all(old.map((name) => caches.delete(name)));
    },
  };
};
