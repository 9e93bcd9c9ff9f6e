/** Lets the simulation decide when each transaction of one database connection begins. */
import { Dexie } from "dexie";
import type { AthroDatabase } from "../../src/store/database.ts";

/** Runs a transaction when its turn has come. */
export type Turn = <T>(work: () => PromiseLike<T>) => Promise<T>;

type Transact = (...args: unknown[]) => PromiseLike<unknown>;

/**
 * Between two transactions anything can happen to a device; within one, nothing can. So it is enough to gate each transaction that is
 * not part of another.
 */
export const gateTransactions = (db: AthroDatabase, turn: Turn): void => {
  const transact = db.transaction.bind(db) as unknown as Transact;
  const gated: Transact = (...args) =>
    Dexie.currentTransaction ? transact(...args) : turn(() => transact(...args));
  Object.defineProperty(db, "transaction", { value: gated });
};
