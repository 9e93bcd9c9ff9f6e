import { describe, expect, test } from "vitest";
import { adoptGuest } from "../../src/store/adoption.ts";
import { deleteEvent } from "../../src/store/events.ts";
import { readGuestWork } from "../../src/store/guest-work.ts";
import { readChat } from "../../src/store/read-chat.ts";
import { recentlyDeleted } from "../../src/store/recently-deleted.ts";
import { activeSession } from "../../src/store/active-session.ts";
import { savedSessions, saveSession } from "../../src/store/sessions.ts";
import { retryRefused } from "../../src/store/sync-store.ts";
import { openTestStore } from "../support/store.ts";
import { exchange, sending } from "./support/exchange.ts";
import {
  adopt,
  adoptWhole,
  MATHS,
  merged,
  newWorld,
  openNamedGuest,
  outcome,
  renameEvent,
  sync,
  withChatAndDraft,
} from "./support/guest-world.ts";

const OTHER = "99999999-9999-4999-8999-999999999999";

describe("a guest's work", () => {
  test("[U4] goes into a new account: at once here, and on the server at stamp 0", async () => {
    const world = await newWorld();
    const { student, ids } = world;
    expect((await adopt(world)).kind).toBe("waiting");
    expect((await activeSession(student.db, MATHS))?.id).toBe(ids.open);
    expect((await savedSessions(student.db, MATHS)).map(({ id }) => id)).toEqual([ids.saved]);
    const { lines } = await readChat(student, ids.saved, 10);
    expect(lines.map(({ message, state }) => [message.content, state.kind])).toEqual([
      ["What is a half?", "waiting"],
      ["And a third?", "waiting"],
    ]);
    const { mutations } = await sending(student);
    expect(mutations.map(({ table, stamp }) => [table, stamp])).toEqual([
      ["chat_sessions", 0],
      ["chat_sessions", 0],
      ["chat_messages", 0],
      ["chat_messages", 0],
      ["chat_messages", 0],
      ["calendar_events", 0],
      ["calendar_events", 0],
      ["calendar_events", 0],
      ["calendar_overrides", 0],
    ]);
    expect(student.commits()).toBeGreaterThan(0);
  });

  test("[U7] leaves the guest's database record by record, as the server comes to hold them", async () => {
    const world = await newWorld();
    const { student, server, guest } = world;
    await adopt(world);
    expect(await guest.db.chat_messages.count()).toBe(3);
    await exchange(student, server, {
      answered: (one, i) =>
        one.table === "chat_messages"
          ? { i, status: "rejected", code: "AT422" }
          : merged(server, one, i),
    });
    await adopt(world);
    expect(await guest.db.chat_sessions.count()).toBe(0);
    expect(await guest.db.calendar_events.count()).toBe(0);
    expect(await guest.db.chat_messages.count()).toBe(3);
    for (const { n } of await student.db.outbox.toArray()) await retryRefused(student.db, n);
    expect(await adoptWhole(world)).toEqual({ kind: "done" });
    expect((await outcome(world)).guest).toEqual([0, 0, 0]);
  });

  test("[U4] [M7] comes beside what an existing account has: both open chats survive, the newest is the active one", async () => {
    const world = await newWorld(withChatAndDraft.fill);
    const { student, ids } = world;
    await sync(world);
    await adoptWhole(world);
    expect((await activeSession(student.db, MATHS))?.id).toBe(ids.open);
    const saved = await savedSessions(student.db, MATHS);
    expect(saved.map(({ id }) => id)).toEqual([ids.saved, withChatAndDraft.session]);
  });

  test("[U4] an empty chat that Save began does not stand before the account's open one", async () => {
    const world = await newWorld(withChatAndDraft.fill);
    const { guest, student, ids } = world;
    const open = await guest.db.chat_sessions.get(ids.open);
    if (!open) throw new Error("no open chat");
    const empty = await saveSession(guest, open);
    await sync(world);
    await adoptWhole(world);
    expect(await guest.db.chat_sessions.count()).toBe(0);
    expect(await student.db.chat_sessions.get(empty)).toBeUndefined();
    expect((await activeSession(student.db, MATHS))?.id).toBe(withChatAndDraft.session);
  });

  test("[U4] what the guest deleted stays deleted, and can be restored", async () => {
    const world = await newWorld();
    const { student, server, ids } = world;
    await adoptWhole(world);
    expect(await student.db.calendar_events.get(ids.deleted)).toMatchObject({ deleted: true });
    expect(server.rows.get(ids.deleted)?.row).toMatchObject({ deleted: true });
    expect((await recentlyDeleted(student)).map(({ row }) => row.id)).toEqual([ids.deleted]);
  });

  test("[U4] what the account deleted since it was taken over stays deleted, however often it is taken over", async () => {
    const world = await newWorld();
    const { student, server, ids } = world;
    await adopt(world);
    await sync(world);
    server.put("calendar_events", ids.exam, {}, { deleted: true, stamp: student.clock.ms });
    await sync(world);
    expect(await adoptWhole(world)).toEqual({ kind: "done" });
    expect(await student.db.calendar_events.get(ids.exam)).toMatchObject({ deleted: true });
  });

  test("[U4] an edit in the account before anything was sent is sent with it, as an edit", async () => {
    const world = await newWorld();
    const { student, server, ids } = world;
    await adopt(world);
    await renameEvent(student, ids.exam, "Real exam");
    await deleteEvent(student, ids.lesson);
    await adopt(world);
    const { mutations } = await sending(student);
    expect(mutations.find(({ id }) => id === ids.exam)).toMatchObject({
      set: { title: { title: "Real exam" }, kind: { kind: "exam" } },
      stamp: student.clock.ms,
      stamps: { kind: 0, time: 0 },
    });
    expect(await adoptWhole(world)).toEqual({ kind: "done" });
    expect(server.rows.get(ids.exam)?.row).toMatchObject({ title: "Real exam", kind: "exam" });
    expect(server.rows.get(ids.lesson)?.row).toMatchObject({ title: "Algebra", deleted: true });
  });

  test("[U4] a question that no one could answer waits for its reply from now on", async () => {
    const world = await newWorld();
    await adopt(world);
    expect(await world.student.db.chat_messages.where("awaiting").equals(1).count()).toBe(3);
    await sync(world);
    expect(await world.student.db.chat_messages.where("awaiting").equals(1).count()).toBe(3);
  });

  test("[U4] what a clock days ahead dated is dated by the server's, as soon as that is known", async () => {
    const world = await newWorld();
    const { student, server, ids } = world;
    const days = 3 * 86_400_000;
    server.now -= days;
    await adopt(world);
    const refusal = (one: { set: Record<string, Record<string, unknown>> }) =>
      Number(one.set.body?.order_key ?? 0) > server.now + 86_400_000;
    await exchange(student, server, {
      answered: (one, i) =>
        refusal(one) ? { i, status: "rejected", code: "AT422" } : merged(server, one, i),
    });
    expect(await student.db.outbox.filter((one) => one.refused !== undefined).count()).toBe(3);
    expect(await adoptWhole(world)).toEqual({ kind: "done" });
    const { lines } = await readChat(student, ids.saved, 10);
    expect(lines.map(({ message }) => message.content)).toEqual([
      "What is a half?",
      "And a third?",
    ]);
    expect(lines.every(({ message }) => message.order_key <= server.now + 60_000)).toBe(true);
  });
});

describe("whose work it is", () => {
  test("[U3] is said once: another student who asks for it gets nothing", async () => {
    const world = await newWorld();
    await adopt(world);
    const other = await openTestStore({ user: OTHER, storage: world.storage });
    expect(await adoptGuest({ guest: world.guest.db, student: other })).toEqual({ kind: "taken" });
    expect(await other.db.chat_sessions.count()).toBe(0);
    expect(await other.db.outbox.count()).toBe(0);
  });

  test("[U3] a guest's database does not take work over, and a student's has none of a guest's", async () => {
    const world = await newWorld();
    await expect(adoptGuest({ guest: world.guest.db, student: world.guest })).rejects.toThrow(
      /only a student/,
    );
    await expect(adoptGuest({ guest: world.student.db, student: world.student })).rejects.toThrow(
      /no guest's work/,
    );
  });

  test("[U2] the next guest has a database of their own, and sees nothing of the former", async () => {
    const world = await newWorld();
    await adopt(world);
    const next = await openNamedGuest(world.storage, "athro-guest-next");
    expect(await readGuestWork(next)).toBeNull();
    expect(await readGuestWork(world.guest.db)).toEqual({ chats: 2, events: 2, drafts: 2 });
  });
});
