/** The optional parts of the app (`hosting/optional-parts.ts`): in a cache of their own, filled when the page has nothing else to do. */

const CACHE = "athro-optional";
/** A network that takes longer over one file is left to what the student waits for, ms. */
const PATIENCE_MS = 20_000;

/** A file of the build in the worker's list. The build marks what belongs to optional parts alone. */
export interface ListedFile {
  url: string;
  revision: string | null;
  optional?: true;
}

export interface OptionalParts {
  /** Answers with what is kept, of an older build too. The rest comes from the network, and is kept then. */
  answer(request: Request): Promise<Response>;
  /**
   * Fetches what is not here yet, one file after the other, until one can't be had: the next call goes on from there. `script` is the page's
   * own; once no page of another build is open, what only such a page could need is removed.
   */
  keep(script: string): Promise<void>;
}

/** What is used here of the worker's scope; the page's types, under which tests read this file, don't know it. */
interface Scope {
  clients: {
    matchAll(of: { type: "window"; includeUncontrolled: true }): Promise<readonly unknown[]>;
  };
}

/** `listed` are the files of this build, as they stand in the worker's list. */
export const optionalParts = (listed: readonly ListedFile[]): OptionalParts => {
  const paths = new Set(listed.filter(({ optional }) => optional).map(({ url }) => `/${url}`));
  const own = new Set(listed.map(({ url }) => `/${url}`));
  let keeping: Promise<void> | null = null;

  const fill = async (): Promise<void> => {
    const cache = await caches.open(CACHE);
    for (const path of paths) {
      if (await cache.match(path)) continue;
      const response = await fetch(path, {
        priority: "low",
        signal: AbortSignal.timeout(PATIENCE_MS),
      });
      if (!isPart(response)) return;
      await cache.put(path, response);
    }
  };

  const clear = async (script: string): Promise<void> => {
    const { clients } = globalThis as typeof globalThis & Scope;
    const pages = await clients.matchAll({ type: "window", includeUncontrolled: true });
    if (pages.length > 1 || !own.has(script)) return;
    const cache = await caches.open(CACHE);
    for (const request of await cache.keys())
      if (!paths.has(pathOf(request))) await cache.delete(request);
  };

  const keep = async (script: string): Promise<void> => {
    await clear(script);
    await fill();
  };

  return {
    answer: async (request) => {
      const path = pathOf(request);
      const cache = await caches.open(CACHE);
      const kept = await cache.match(path);
      if (kept) return kept;
      const response = await fetch(request);
      if (paths.has(path) && isPart(response)) cache.put(path, response.clone()).catch(report);
      return response;
    },
    keep: (script) => {
      keeping ??= keep(script)
        // Offline, or on a full disk: what is not kept is fetched when it is needed.
        .catch(report)
        .finally(() => {
          keeping = null;
        });
      return keeping;
    },
  };
};

const pathOf = ({ url }: Request): string => new URL(url).pathname;

const report = (error: unknown): void =>
  console.warn("worker: not all optional parts are kept", error);

/** A portal answers everything, with its own page. */
const isPart = (response: Response): boolean =>
  response.ok && !/html/.test(response.headers.get("Content-Type") ?? "html");
