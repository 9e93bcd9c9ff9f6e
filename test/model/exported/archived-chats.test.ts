import { expect, test } from "vitest";
import { archivedChats } from "../../../src/model/exported/archived-chats.ts";
import { replyId } from "../../../src/model/ids.ts";
import { newId } from "../../../src/model/new-id.ts";

test("[X6] archived chats have ids of their own, which hold together as the old ones did", () => {
  const [session, question, archive] = [newId(), newId(), newId()];
  const sessions = [{ id: session, title: "Thirds" }];
  const messages = [
    { id: question, session_id: session, question_id: null, attempt: null, content: "Why?" },
    { id: replyId(question, 1), session_id: session, question_id: question, attempt: 1 },
  ];
  const made = archivedChats(sessions, messages, archive);
  const [chat] = made.sessions;
  const [asked, answered] = made.messages;
  expect(chat).toEqual({ id: chat?.["id"], title: "Thirds" });
  expect(asked).toMatchObject({ session_id: chat?.["id"], question_id: null, content: "Why?" });
  expect(answered).toMatchObject({ session_id: chat?.["id"], question_id: asked?.["id"] });
  expect(answered?.["id"]).toBe(replyId(String(asked?.["id"]), 1));
  const old = new Set<unknown>([session, question, messages[1]?.id]);
  expect([chat, asked, answered].filter((row) => old.has(row?.["id"]))).toEqual([]);
  expect(archivedChats(sessions, messages, archive)).toEqual(made);
  expect(archivedChats(sessions, messages, newId())).not.toEqual(made);
});
