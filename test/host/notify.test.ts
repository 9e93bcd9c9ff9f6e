import { Dexie } from "dexie";
import { beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { replyId } from "../../src/model/ids.ts";
import { openDevice } from "../../src/store/device.ts";
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

/** A question with a reply that is here, unless it is not. */
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
  return { db: store.db, sessionId, questions: new Set([messageId]) };
};

const windowAt = (url: string, visibilityState = "hidden") => {
  const one = { url, visibilityState, focused: 0, focus: async () => void (one.focused += 1) };
  scope.windows.push(one);
  return one;
};

test("a reply that came while no one was looking is told under the Athro's name, once", async () => {
  const { db, sessionId, questions } = await answered("What do you see?\n\nLook again.");
  windowAt("http://localhost/calendar");
  await tellOfReplies(device(), db, questions);
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
  await tellOfReplies(device(), db, questions);
  expect(scope.shown).toHaveLength(1);
});

test("events that end at the same time tell of it once", async () => {
  const { db, questions } = await answered("Hello");
  const here = device();
  await Promise.all([1, 2, 3].map(() => tellOfReplies(here, db, questions)));
  expect(scope.shown).toHaveLength(1);
});

test("on a shared device its words are not told", async () => {
  const { db, questions } = await answered("Private words");
  const shared = device();
  await shared.setShared(1);
  await tellOfReplies(shared, db, questions);
  expect(JSON.stringify(scope.shown)).not.toContain("Private");
  expect(scope.shown).toHaveLength(1);
});

test("a reply that is not here yet is told when it is", async () => {
  const { db, questions } = await answered(null);
  await tellOfReplies(device(), db, questions);
  expect(scope.shown).toEqual([]);
  expect(questions.size).toBe(1);
});

test.each([
  ["who looks at the app", () => windowAt("http://localhost/athros", "visible")],
  ["who said no", () => vi.stubGlobal("Notification", { permission: "denied" })],
  ["whose browser has no notifications", () => vi.stubGlobal("Notification", undefined)],
])("nothing is told to a student %s", async (_, arrange) => {
  const { db, questions } = await answered("Hello");
  arrange();
  await tellOfReplies(device(), db, questions);
  expect(scope.shown).toEqual([]);
  expect(questions.size).toBe(0);
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
