/** A worker on a device of its own, and the server that it speaks with. */
import { Dexie } from "dexie";
import { beforeEach, onTestFinished, vi } from "vitest";
import { replyId } from "../../src/model/ids.ts";
import type { Mutation } from "../../src/model/mutation.ts";
import { openDatabase } from "../../src/store/database.ts";
import { openDevice } from "../../src/store/device.ts";
import { sendQuestion } from "../../src/store/messages.ts";
import { setPreference } from "../../src/store/preferences.ts";
import type { SyncRequest } from "../../src/sync/protocol.ts";
import { type Behaviour, json, startServer } from "../functions/support/server.ts";
import { ServerRows } from "../store/support/server-rows.ts";
import { freshStorage } from "../support/indexed-db.ts";
import { idSource, STUDENT } from "../support/store.ts";

let storage: ReturnType<typeof freshStorage>;

/** Gives each test of a file a device of its own. Call it first. */
export const setWorkerStage = (): void => beforeEach(laidOut);

const laidOut = (): void => {
  storage = freshStorage();
  const before = { ...Dexie.dependencies };
  Object.assign(Dexie.dependencies, storage);
  vi.stubGlobal("navigator", {});
  onTestFinished(() => {
    Object.assign(Dexie.dependencies, before);
    vi.unstubAllGlobals();
    vi.unstubAllEnvs();
    vi.resetModules();
  });
};

/** A server that takes all that a student sends, unless `failing` says otherwise; `tutor` answers for the function `athro-reply`. */
export const startBackend = async () => {
  const rows = new Map<string, ServerRows>();
  const state: { failing: Behaviour | null; tutor: Behaviour } = {
    failing: null,
    tutor: json({ error: "tutor_unavailable" }, 502),
  };
  const server = await startServer((call) => {
    if (state.failing) return state.failing;
    if (call.path.endsWith("/athro-reply")) return state.tutor;
    const request = call.json.request as SyncRequest;
    const mine = rows.get(request.user) ?? new ServerRows();
    rows.set(request.user, mine);
    mine.user = request.user;
    mine.now = Date.now();
    const mutations = request.mutations.map((text) => JSON.parse(text) as Mutation);
    const acks = mutations.map((mutation, i) => mine.accept(mutation, i));
    return json(mine.answer(request.cursor, { acks }));
  });
  onTestFinished(() => server.close());
  vi.stubEnv("VITE_SUPABASE_URL", server.url);
  vi.stubEnv("VITE_SUPABASE_PUBLISHABLE_KEY", "publishable");
  return {
    server,
    state,
    calls: server.calls,
    rowsOf: (uid: string) => rows.get(uid)?.rows.size ?? 0,
    /** The reply to a question is on the server. */
    reply: (question: string) => {
      const mine = rows.get(STUDENT);
      const asked = mine?.rows.get(question)?.row;
      mine?.put("chat_messages", replyId(question, 0), {
        session_id: String(asked?.["session_id"]),
        role: "assistant",
        content: "Because.",
        question_id: question,
        attempt: 0,
      });
    },
  };
};

export const enter = (uid: string) =>
  openDevice(storage).enter(
    { key: "current", kind: "student", uid, email: "s@example.org" },
    {
      uid,
      email: "s@example.org",
      accessToken: `access-of-${uid}`,
      refreshToken: "refresh",
      expiresAt: Date.now() + 3_600_000,
    },
  );

/** Writes as a page does, in a connection of its own. */
export const write = async (uid: string, value: string) => {
  const db = await openDatabase(uid, idSource("bbbbbbbb"), storage);
  const store = { db, user: uid, now: Date.now, newId: idSource("cccccccc") };
  await setPreference(store, "theme", value);
  db.close();
};

export const askQuestion = async (origin = "cccccccc"): Promise<string> => {
  const db = await openDatabase(STUDENT, idSource("bbbbbbbb"), storage);
  const store = { db, user: STUDENT, now: Date.now, newId: idSource(origin) };
  const { messageId } = await sendQuestion(store, "athro-maths", "Why?");
  db.close();
  return messageId;
};

export const isAwaiting = async (question: string): Promise<boolean> => {
  const db = await openDatabase(STUDENT, idSource("bbbbbbbb"), storage);
  const row = await db.chat_messages.get(question);
  db.close();
  return row?.awaiting === 1;
};

/** The titles of what a worker shows, where the student wants to be told and no page is open. */
export const withNotifications = (): string[] => {
  const shown: string[] = [];
  vi.stubGlobal("Notification", { permission: "granted" });
  vi.stubGlobal("registration", {
    showNotification: async (title: string) => void shown.push(title),
  });
  vi.stubGlobal("clients", { matchAll: async () => [] });
  return shown;
};

/** A worker that has just been started by an event. */
export const coldWorker = () => import("../../sw/sync.ts");
