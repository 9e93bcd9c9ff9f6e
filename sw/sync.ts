/** The engine's first host. A worker may be ended at any moment; all that matters is in the store, so each event can start afresh. */
import type { Nudge } from "../src/host/nudge.ts";
import type { Host, Patience } from "../src/host/host.ts";
import { openCurrentHost } from "../src/host/open-host.ts";
import { showBadge } from "../src/host/badge.ts";
import { isReplyMissing } from "../src/store/askings.ts";
import type { AthroDatabase } from "../src/store/database.ts";
import { openDevice } from "../src/store/device.ts";
import { tellOfReplies } from "./notify.ts";

/** An event keeps the worker alive for so long at most; the open page's next nudge goes on from there. */
const KEEP_ALIVE_MS = 25_000;
/** While a reply is being written, so long: no nudge comes where nothing waits to be sent. */
const REPLY_MAX_MS = 180_000;

type Running = NonNullable<Awaited<ReturnType<typeof openCurrentHost>>>;

export const device = openDevice();
let running: Running | null = null;
let turn: Promise<unknown> = Promise.resolve();

/** The host of whoever is the current student now; another's is let go first. One event at a time looks and opens. */
const currentHost = (): Promise<Running | null> => {
  const mine = turn.then(async () => {
    const current = await device.current();
    const uid = current?.kind === "student" ? current.uid : null;
    if (running && (running.uid !== uid || running.host.stopped())) {
      running.close();
      running = null;
    }
    // What a cycle has brought is told at once: later, the student may have seen it and gone.
    if (uid !== null) running ??= await openCurrentHost(device, (db) => void tell(db));
    return running;
  });
  turn = mine.catch(() => {});
  return mine;
};

/** Lets go of what is under way; whoever comes next takes it up from the store. */
export const stepAside = (): void => {
  running?.close();
  running = null;
};

/** The number on the installed app's icon, for when no page is open that would set it. */
const tellWaiting = async ({ host, waiting }: Running): Promise<void> => {
  if (!host.stopped()) showBadge(await waiting());
};

/**
 * Feeds a page's nudge to the engine and keeps the worker alive while there is work. `answer` tells the page that it need not do the
 * work itself; it is not called while the engine is stuck.
 */
export const onNudge = async (nudge: Nudge, answer: () => void): Promise<void> => {
  const current = await currentHost();
  if (!current?.host.stuck()) answer();
  if (current?.uid !== nudge.uid) return;
  current.host.send(nudge.input);
  await forAWhile(current.host, { throughRetries: true });
  await tell(current.db);
  await tellWaiting(current);
};

/** Waits until a host has settled, for as long as an event may take: not `ok` if it has not by then. */
const forAWhile = async (host: Host, patience: Patience): Promise<{ ok: boolean }> => {
  const settled = host.settled(patience);
  const end = await Promise.race([settled, after(KEEP_ALIVE_MS)]);
  if (end.ok || !host.asking()) return end;
  return Promise.race([settled, after(REPLY_MAX_MS)]);
};

const after = (ms: number): Promise<{ ok: false }> =>
  new Promise((resolve) => setTimeout(resolve, ms, { ok: false }));

let telling: Promise<unknown> = Promise.resolve();

/** What can't be told is seen in the chat. */
const tell = async (db: AthroDatabase): Promise<void> => {
  telling = telling
    .then(() => (db.isOpen() ? tellOfReplies(device, db) : undefined))
    .catch((error: unknown) => console.warn("worker: told of no reply", error));
  await telling;
};

/** A Background Sync event: rejects while something waits, or a reply is missing, so that the browser tries again. */
export const onSync = async (): Promise<void> => {
  const current = await currentHost();
  if (!current) return;
  const { host, db } = current;
  host.send({ type: "drain" });
  let { ok } = await host.settled({ throughRetries: false });
  // The browser's next try is minutes away, the tutor's perhaps seconds.
  if (ok) ({ ok } = await forAWhile(host, { throughRetries: false, throughAsks: true }));
  await tell(db);
  await tellWaiting(current);
  if (!ok || (await isReplyMissing(db, Date.now())))
    throw new Error("sync: not everything got through");
};
