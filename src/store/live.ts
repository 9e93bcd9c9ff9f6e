import { liveQuery } from "dexie";

/**
 * Runs a query now and after every change of what it read, in whatever tab or worker that change was made. Returns a function that
 * ends it. `failed` is told of an error; the query is then over.
 */
export const watch = <T>(
  query: () => Promise<T>,
  changed: (result: T) => void,
  failed: (error: unknown) => void,
): (() => void) => {
  const subscription = liveQuery(query).subscribe({ next: changed, error: failed });
  return () => subscription.unsubscribe();
};
