import { Dexie } from "dexie";
import { beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { replyId } from "../../src/model/ids.ts";
import { openDevice } from "../../src/store/device.ts";
import { regenerate } from "../../src/store/attempts.ts";
import { keepDeviceReply } from "../../src/store/device-replies.ts";
import { sendQuestion } from "../../src/store/messages.ts";
import { onNotificationClick, tellOfReplies } from "../../sw/notify.ts";
import { syncAll } from "../store/support/exchange.ts";
import { ServerRows } from "../store/support/server-rows.ts";
import { freshStorage } from "../support/indexed-db.ts";
import { openTestStore } from "../support/store.ts";

/** Stand-ins for a worker's notifications and windows, which only a browser has. */
interface Scope {
  shown: { title: string; options: NotificationOptions }[];
  windows: { url: string; visibilityState: string; focus: () => Promise<void> }[];
  opened: string[];
}

let scope: Scope;
beforeEach(() => {
  scope = { shown: [], windows: [], opened: [] };
  vi.stubGlobal("Notification", { permission: "granted" });
  vi.stubGlobal("registration", {
    showNotification: async (title: string, options: NotificationOptions) => {
      scope.shown.push({ title, options });
    },
  });
  vi.stubGlobal("clients", {
    matchAll: async () => scope.windows,
    openWindow: async (path: string) => scope.opened.push(path),
  });
  onTestFinished(() => {
    vi.unstubAllGlobals();
  });
});

const device = () => {
  const opened = openDevice(freshStorage() as ConstructorParameters<typeof Dexie>[1]);
  onTestFinished(() => opened.db.close());
  return opened;
};

/** A question of this device, with a reply that is here, unless it is not. */
const answered = async (reply: string | null) => {
  const store = await openTestStore();
  const server = new ServerRows();
  const { sessionId, messageId } = await sendQuestion(store, "athro-maths", "Why?");
  await syncAll(store, server);
  if (reply !== null)
    server.put("chat_messages", replyId(messageId, 0), {
      session_id: sessionId,
      role: "assistant",
      content: reply,
      question_id: messageId,
      attempt: 0,
    });
  await syncAll(store, server);
  return { store, server, db: store.db, sessionId, messageId };
};

const windowAt = (url: string, visibilityState = "hidden") => {
  const one = { url, visibilityState, focused: 0, focus: async () => void (one.focused += 1) };
  scope.windows.push(one);
  return one;
};

test("[A10] a reply that came while no one was looking is told under the Athro's name, once", async () => {
  const { db, sessionId } = await answered("What do you see?\n\nLook again.");
  windowAt("http://localhost/calendar");
  await tellOfReplies(device(), db);
  expect(scope.shown).toEqual([
    {
      title: "AthroMaths",
      options: {
        body: "What do you see?",
        tag: `athro-reply-${sessionId}`,
        icon: "/icons/athro-192.png",
        data: { path: "/athro/athro-maths" },
      },
    },
  ]);
  await tellOfReplies(device(), db);
  expect(scope.shown).toHaveLength(1);
});

test("events that end at the same time tell of it once", async () => {
  const { db } = await answered("Hello");
  const here = device();
  await Promise.all([1, 2, 3].map(() => tellOfReplies(here, db)));
  expect(scope.shown).toHaveLength(1);
});

test("on a shared device its words are not told", async () => {
  const { db } = await answered("Private words");
  const shared = device();
  await shared.setShared(1);
  await tellOfReplies(shared, db);
  expect(JSON.stringify(scope.shown)).not.toContain("Private");
  expect(scope.shown).toHaveLength(1);
});

const reply = (server: ServerRows, sessionId: string, question: string, attempt = 0) =>
  server.put("chat_messages", replyId(question, attempt), {
    session_id: sessionId,
    role: "assistant",
    content: `Reply ${attempt}`,
    question_id: question,
    attempt,
  });

test("a reply that is not here yet is told when it is, and so is another one that was asked for", async () => {
  const { store, server, db, sessionId, messageId } = await answered(null);
  const here = device();
  await tellOfReplies(here, db);
  expect(scope.shown).toEqual([]);
  reply(server, sessionId, messageId);
  await syncAll(store, server);
  await tellOfReplies(here, db);
  await regenerate(store, messageId);
  reply(server, sessionId, messageId, 1);
  await syncAll(store, server);
  await tellOfReplies(here, db);
  expect(scope.shown.map(({ options }) => options.body)).toEqual(["Reply 0", "Reply 1"]);
});

test("[A10] what was asked on another device is news there", async () => {
  const { store, server, sessionId, messageId } = await answered(null);
  const other = await openTestStore({ origin: "bbbbbbbb" });
  await syncAll(other, server);
  reply(server, sessionId, messageId);
  await syncAll(other, server);
  await tellOfReplies(device(), other.db);
  expect(scope.shown).toEqual([]);
  await syncAll(store, server);
  await tellOfReplies(device(), store.db);
  expect(scope.shown).toHaveLength(1);
});

test("a reply that this device's own tutor wrote is none, nor one that was deleted", async () => {
  const { store, server, sessionId, messageId } = await answered(null);
  await keepDeviceReply(store, messageId, "Because.", null);
  await tellOfReplies(device(), store.db);
  await syncAll(store, server);
  const { messageId: next } = await sendQuestion(store, "athro-maths", "And?");
  await syncAll(store, server);
  reply(server, sessionId, next);
  server.put("chat_messages", replyId(next, 0), {}, { deleted: true });
  await syncAll(store, server);
  await tellOfReplies(device(), store.db);
  expect(scope.shown).toEqual([]);
});

test.each([
  ["who looks at the app", () => windowAt("http://localhost/athros", "visible")],
  ["who said no", () => vi.stubGlobal("Notification", { permission: "denied" })],
  ["whose browser has no notifications", () => vi.stubGlobal("Notification", undefined)],
])("nothing is told to a student %s", async (_, arrange) => {
  const { db } = await answered("Hello");
  const here = device();
  arrange();
  await tellOfReplies(here, db);
  expect(scope.shown).toEqual([]);
  // Nor later, when it is old.
  scope.windows = [];
  vi.stubGlobal("Notification", { permission: "granted" });
  await tellOfReplies(here, db);
  expect(scope.shown).toEqual([]);
});

const click = (data: unknown) => {
  const notification = { data, close: vi.fn<() => void>() };
  return onNotificationClick(notification).then(() => notification);
};

test("a click leads to the window that shows the chat, and leaves the others where they are", async () => {
  const elsewhere = windowAt("http://localhost/calendar?view=week");
  const there = windowAt("http://localhost/athro/athro-maths");
  const { close } = await click({ path: "/athro/athro-maths" });
  expect(close).toHaveBeenCalledOnce();
  expect([elsewhere.focused, there.focused]).toEqual([0, 1]);
  expect(scope.opened).toEqual([]);
});

test.each([
  [{ path: "/sessions/s" }, "/sessions/s"],
  [null, "/"],
])("a click with %j opens a window where none shows it", async (data, path) => {
  windowAt("http://localhost/athro/athro-maths");
  await click(data);
  expect(scope.opened).toEqual([path]);
});
