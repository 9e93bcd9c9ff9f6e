import { describe, expect, test } from "vitest";
import { keepDraft, readDraft } from "../../src/store/drafts.ts";
import { createEvent, deleteEvent } from "../../src/store/events.ts";
import { sendQuestion } from "../../src/store/messages.ts";
import { getPreference, setPreference } from "../../src/store/preferences.ts";
import { discardRefused } from "../../src/store/sync-store.ts";
import { exchange } from "./support/exchange.ts";
import {
  adopt,
  adoptWhole,
  MATHS,
  merged,
  newWorld,
  renameEvent,
  sync,
} from "./support/guest-world.ts";

describe("what the guest's page still writes after the work was given away", () => {
  test("[U5] a new message and a new event are taken over too", async () => {
    const world = await newWorld();
    const { guest, student, server, ids } = world;
    await adopt(world);
    await sync(world);
    const { messageId } = await sendQuestion(guest, MATHS, "And a sixth?");
    await adoptWhole(world);
    expect((await student.db.chat_messages.get(messageId))?.session_id).toBe(ids.open);
    const late = await createEvent(guest, {
      title: "Late",
      athro_id: null,
      kind: "other",
      all_day: false,
      starts_at: "2026-11-25T09:00:00",
      ends_at: "2026-11-25T10:00:00",
      zone: "Europe/London",
      notes: "",
      location: "",
    });
    expect(await adoptWhole(world)).toEqual({ kind: "done" });
    expect(server.rows.get(late)?.row).toMatchObject({ title: "Late" });
  });

  test("[U5] an edit follows the record, whether that is still here, waits, or has gone to the server", async () => {
    for (const rounds of [0, 1, 2]) {
      const world = await newWorld();
      const { guest, server, ids } = world;
      await adopt(world);
      if (rounds > 0) await sync(world);
      if (rounds > 1) await adopt(world);
      await renameEvent(guest, ids.exam, "Renamed late");
      await deleteEvent(guest, ids.lesson);
      expect(await adoptWhole(world)).toEqual({ kind: "done" });
      expect(server.rows.get(ids.exam)?.row).toMatchObject({ title: "Renamed late", kind: "exam" });
      expect(server.rows.get(ids.lesson)?.row).toMatchObject({ title: "Algebra", deleted: true });
    }
  });

  test("[U5] an edit does not undo a later one of the student's, however often it is looked at", async () => {
    const world = await newWorld();
    const { guest, student, server, ids } = world;
    await adopt(world);
    await renameEvent(guest, ids.exam, "Late");
    await adopt(world);
    student.clock.ms = guest.clock.ms + 5_000;
    await renameEvent(student, ids.exam, "Later still");
    await adopt(world);
    expect(await adoptWhole(world)).toEqual({ kind: "done" });
    expect(server.rows.get(ids.exam)?.row).toMatchObject({ title: "Later still" });
  });

  test("[U5] a draft that goes on takes the place of what was taken over of it", async () => {
    const world = await newWorld();
    const { guest, student } = world;
    await adopt(world);
    await sync(world);
    await adopt(world);
    guest.clock.ms += 1_000;
    await keepDraft(guest, MATHS, "What about a fifth of it");
    await adoptWhole(world);
    expect(await readDraft(student.db, MATHS)).toBe("What about a fifth of it");
  });

  test("[U8] what the student gave up comes back once at most", async () => {
    const world = await newWorld();
    const { student, server, ids, guest } = world;
    await adopt(world);
    await exchange(student, server, {
      answered: (one, i) =>
        one.id === ids.exam ? { i, status: "rejected", code: "AT422" } : merged(server, one, i),
    });
    await adopt(world);
    const refused = (await student.db.outbox.toArray()).find((one) => one.refused);
    await discardRefused(student.db, refused?.n ?? -1);
    await adoptWhole(world);
    expect(await student.db.calendar_events.get(ids.exam)).toBeUndefined();
    expect(await guest.db.calendar_events.count()).toBe(0);
  });

  test("preferences set by the guest late do not compete", async () => {
    const world = await newWorld();
    const { guest, student } = world;
    await adopt(world);
    await setPreference(guest, "confidence", { "athro-maths": 9 });
    await adoptWhole(world);
    expect(await getPreference(student.db, "confidence")).toEqual({ "athro-maths": 9 });
  });
});
