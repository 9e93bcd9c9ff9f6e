import { Dexie } from "dexie";

/**
 * To be awaited, within a transaction, in place of what an async function returns. Dexie knows which code belongs to a transaction by a
 * zone, and restores it wherever one of its own promises is awaited. After a promise of the platform's it can only guess, and guesses
 * wrongly while other transactions run in the same context: what follows would be written outside the transaction.
 */
export const inZone = <T>(promise: PromiseLike<T>): PromiseLike<T> =>
  Dexie.Promise.resolve(promise);
