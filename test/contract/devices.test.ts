import { IDBFactory, IDBKeyRange } from "fake-indexeddb";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createHost, type Host, systemClock } from "../../src/host/host.ts";
import { newId } from "../../src/model/new-id.ts";
import { openDatabase } from "../../src/store/database.ts";
import { sendQuestion } from "../../src/store/messages.ts";
import { readChat } from "../../src/store/read-chat.ts";
import { activeSession } from "../../src/store/active-session.ts";
import type { Store } from "../../src/store/store.ts";
import { readSummary } from "../../src/store/summary.ts";
import { askForReply } from "../../src/transport/replies.ts";
import type { Backend } from "../../src/transport/session.ts";
import { createSyncTransport } from "../../src/transport/sync-transport.ts";
import type { TokenSource } from "../../src/transport/token.ts";
import { createUser, startTestBackend, type TestBackend } from "../support/backend.ts";

let backend: TestBackend;
beforeAll(async () => {
  backend = await startTestBackend();
});
afterAll(() => backend.stop());

interface Student {
  uid: string;
  token: TokenSource;
}

const enroll = async (): Promise<Student> => {
  const { id, accessToken } = await createUser(backend);
  return { uid: id, token: async () => ({ kind: "token", token: accessToken }) };
};

/** A device: the app's own store, engine and transport, in this process. */
const openDevice = async (student: Student): Promise<{ store: Store; host: Host }> => {
  const options = { indexedDB: new IDBFactory(), IDBKeyRange, cache: "disabled" as const };
  const db = await openDatabase(student.uid, newId, options);
  const store: Store = { db, user: student.uid, now: Date.now, newId };
  const target: Backend = backend;
  const host = createHost({
    store,
    transport: createSyncTransport(target, student.token),
    ask: (question) => askForReply(target, student.token, student.uid, question),
    clock: systemClock,
    random: Math.random,
    alone: (body) => body(),
  });
  return { store, host };
};

const sync = async ({ host }: { host: Host }): Promise<void> => {
  host.send({ type: "flush" });
  expect(await host.settled({ throughRetries: false })).toEqual({ ok: true });
};

test("[G3] [G7] a question written on one device, and its reply, are on the other, and both are proven equal", async () => {
  const student = await enroll();
  const laptop = await openDevice(student);
  const phone = await openDevice(student);
  await sendQuestion(laptop.store, "athro-maths", "What is a surd?");
  await sync(laptop);
  await sync(phone);
  const session = await activeSession(phone.store.db, "athro-maths");
  expect(session?.title).toBe("What is a surd?");
  const chat = await readChat(phone.store, session?.id ?? "", 10);
  expect(chat.lines.map((line) => line.message.role)).toEqual(["user", "assistant"]);
  expect(chat.lines.map((line) => line.state.kind)).toEqual(["answered", "sent"]);
  for (const { store } of [laptop, phone]) {
    const summary = await readSummary(store.db);
    expect(summary).toMatchObject({ waiting: 0, refused: 0, state: { proof: "equal" } });
  }
  expect(await laptop.store.db.chat_messages.toArray()).toEqual(
    await phone.store.db.chat_messages.toArray(),
  );
  expect(backend.reports).toEqual([]);
});
