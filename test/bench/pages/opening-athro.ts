/** A cold start of the store with the whole engine in the page, as where there is no worker. */
import { createHost, systemClock } from "../../../src/host/host.ts";
import { newId } from "../../../src/model/new-id.ts";
import { openDatabase } from "../../../src/store/database.ts";
import { readChat } from "../../../src/store/read-chat.ts";
import { createSyncTransport } from "../../../src/transport/sync-transport.ts";
import { showTimes } from "./opening-times.ts";
import { SESSION, USER } from "./rows.ts";

const script = performance.now();
const db = await openDatabase(USER, newId);
const opened = performance.now();
const store = { db, user: USER, now: Date.now, newId };
createHost({
  store,
  transport: createSyncTransport({ url: location.origin, key: "" }, async () => ({
    kind: "signin",
  })),
  ask: async () => ({ kind: "unreachable" }),
  clock: systemClock,
  random: Math.random,
  alone: (body) => body(),
});
const { lines } = await readChat(store, SESSION, 50);
const read = performance.now();
showTimes({ script, opened, read }, lines.length);
