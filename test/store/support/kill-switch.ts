import { Dexie, type DBCore, type DBCoreTable } from "dexie";

/** Kills a context at its step number `at`: that one fails, and so does all that it tries afterwards. */
export class KillSwitch {
  steps = 0;
  #at: number;

  constructor(at: number) {
    this.#at = at;
  }

  /** As though a new context had opened what the killed one left. */
  disarm(): void {
    this.#at = Number.POSITIVE_INFINITY;
  }

  step(): void {
    this.steps += 1;
    if (this.steps >= this.#at) throw new Killed();
  }
}

class Killed extends Error {
  override name = "Killed";
}

/** Puts the switch before every request to a database, those within a transaction included. */
export const armDatabase = async (db: Dexie, kill: KillSwitch): Promise<void> => {
  db.close();
  db.use({
    stack: "dbcore",
    name: "kill-switch",
    create: (core: DBCore): Partial<DBCore> => ({
      ...core,
      table: (name) => armed(core.table(name), kill),
    }),
  });
  await db.open();
};

const armed = (table: DBCoreTable, kill: KillSwitch): DBCoreTable => {
  const guarded =
    <A, R>(run: (asked: A) => Promise<R>) =>
    (asked: A): Promise<R> => {
      try {
        kill.step();
      } catch (error) {
        return Dexie.Promise.reject<R>(error);
      }
      return run(asked);
    };
  return {
    ...table,
    mutate: guarded((asked) => table.mutate(asked)),
    get: guarded((asked) => table.get(asked)),
    getMany: guarded((asked) => table.getMany(asked)),
    query: guarded((asked) => table.query(asked)),
    count: guarded((asked) => table.count(asked)),
    openCursor: guarded((asked) => table.openCursor(asked)),
  };
};
