import { openTestStore, type TestStore } from "../../support/store.ts";
import { syncAll } from "./exchange.ts";
import { ServerRows } from "./server-rows.ts";

/** A server as its backup was, with an epoch of its own. */
export const restored = (backup: ServerRows): ServerRows => {
  const server = new ServerRows();
  for (const [id, row] of backup.rows) server.rows.set(id, structuredClone(row));
  server.seq = backup.seq;
  server.epoch = "epoch-2";
  return server;
};

/** A device that holds what `server` holds, and the server as it was before `later`. */
export const afterRestore = async (
  early: (server: ServerRows) => void,
  later: (server: ServerRows) => void,
): Promise<{ store: TestStore; server: ServerRows }> => {
  const store = await openTestStore();
  const server = new ServerRows();
  early(server);
  const backup = restored(server);
  later(server);
  await syncAll(store, server);
  return { store, server: backup };
};
