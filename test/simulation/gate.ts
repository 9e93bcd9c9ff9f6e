/** Lets the simulation decide when each transaction of one database connection begins. */
import { Dexie } from "dexie";
import type { AthroDatabase } from "../../src/store/database.ts";

/** Runs a transaction when its turn has come; `writes` tells whether it may change anything. */
export type Turn = <T>(work: (disk: Disk) => PromiseLike<T>, writes: boolean) => Promise<T>;

/** A disk that is full takes reads, and nothing else. */
export type Disk = "full" | "free";

type Transact = (...args: unknown[]) => PromiseLike<unknown>;

/**
 * Between two transactions anything can happen to a device; within one, nothing can. So it is enough to gate each transaction that is
 * not part of another.
 */
export const gateTransactions = (db: AthroDatabase, turn: Turn): void => {
  const { transaction } = db;
  const transact: Transact = (...args) => Reflect.apply(transaction, db, args);
  const gated: Transact = (...args) => {
    if (Dexie.currentTransaction) return transact(...args);
    const writes = String(args[0]).startsWith("rw");
    return turn(
      (disk) => transact(...(disk === "full" && writes ? withFullDisk(args) : args)),
      writes,
    );
  };
  Object.defineProperty(db, "transaction", { value: gated });
};

/** The arguments of a transaction that the browser aborts when it comes to the disk. */
const withFullDisk = (args: unknown[]): unknown[] => {
  const body = args.at(-1) as (transaction: unknown) => PromiseLike<unknown>;
  const aborted = async (transaction: unknown): Promise<never> => {
    await body(transaction);
    throw new DOMException("the disk is full", "QuotaExceededError");
  };
  return [...args.slice(0, -1), aborted];
};
