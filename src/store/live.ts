import { Dexie, liveQuery } from "dexie";
import { type Committed, hearCommits } from "./commits.ts";
import type { AthroDatabase } from "./database.ts";

/** Tells a query's result from its last one and what has been committed since, so that it need not be waited for. */
export interface Foresight<T> {
  db: AthroDatabase;
  /** The result that the query is about to have; null where it can't be told. */
  after(result: T, rows: readonly Committed[]): T | null;
}

/**
 * Runs a query now and after every change of what it read, in whatever tab or worker that change was made. Returns a function that
 * ends it. `failed` is told of an error; the query is then over. With `foresight`, what is committed here is shown at once, and again
 * when the query has read it: a result that was read before the commit is never shown after it.
 */
export const watch = <T>(
  query: () => Promise<T>,
  changed: (result: T) => void,
  failed: (error: unknown) => void,
  foresight?: Foresight<T>,
): (() => void) => {
  let latest: { result: T } | null = null;
  const show = (result: T): void => {
    latest = { result };
    changed(result);
  };
  // What is foreseen comes first: by then the query has not even begun to read. And only of an async function does Dexie follow what is
  // read after an `await`.
  const subscription = liveQuery(async () => {
    await Dexie.Promise.resolve();
    return query();
  }).subscribe({ next: show, error: failed });
  const unhear = foresight
    ? hearCommits(foresight.db, (rows) => {
        const next = latest && foresight.after(latest.result, rows);
        if (next !== null) show(next);
      })
    : () => {};
  return () => {
    unhear();
    subscription.unsubscribe();
  };
};
