import { describe, expect, test } from "vitest";
import { preferenceId } from "../../src/model/ids.ts";
import {
  clearDraft,
  keepDraft,
  latestDraft,
  pushDraft,
  readDraft,
} from "../../src/store/drafts.ts";
import { keepLaterDraft } from "../../src/store/keep-later-draft.ts";
import { sendQuestion } from "../../src/store/messages.ts";
import { readState } from "../../src/store/database.ts";
import { MONDAY_MS, openTestStore, type TestStore } from "../support/store.ts";
import { exchange, sending, syncAll } from "./support/exchange.ts";
import { ServerRows } from "./support/server-rows.ts";

const MATHS = "athro-maths";
const NAME = `draft:${MATHS}`;

const queued = async (store: TestStore) =>
  (await store.db.outbox.toArray()).map(({ set }) => set.value?.value);

/** A draft of another device's, come by sync. */
const arrive = async (store: TestStore, server: ServerRows, text: string, at: number) => {
  server.put("preferences", preferenceId(NAME), { name: NAME, value: { text, at } });
  await syncAll(store, server);
};

/** A device whose clock is an hour slow, and knows it. */
const slow = async () => {
  const store = await openTestStore({ at: MONDAY_MS - 3_600_000 });
  const server = new ServerRows();
  await exchange(store, server);
  expect((await readState(store.db)).offset).toBe(3_600_000);
  return { store, server };
};

/** What was typed and handed on at the former notion is dated two seconds ahead of the next. */
const moved = async () => {
  const store = await openTestStore();
  const server = new ServerRows();
  server.now = store.now() + 2_000;
  await exchange(store, server);
  await keepDraft(store, MATHS, "First");
  expect(await pushDraft(store, MATHS)).toBe(true);
  server.now = store.now();
  await syncAll(store, server);
  expect((await readState(store.db)).offset).toBe(0);
  store.clock.ms += 500;
  return { store, server };
};

describe("what is typed", () => {
  test("is kept on this device, for each Athro, without anything to send", async () => {
    const store = await openTestStore();
    await keepDraft(store, MATHS, "What is");
    await keepDraft(store, "athro-art", "Who painted");
    expect(await readDraft(store.db, MATHS)).toBe("What is");
    expect(await readDraft(store.db, "athro-art")).toBe("Who painted");
    expect(await readDraft(store.db, "athro-pe")).toBe("");
    expect(await store.db.outbox.count()).toBe(0);
    expect(store.commits()).toBe(0);
  });

  test("in a page's last moment is kept unless something was kept since", async () => {
    const { store } = await slow();
    await keepDraft(store, MATHS, "What is");
    await keepLaterDraft(store, MATHS, { text: "What", at: store.clock.ms - 1_000 });
    expect(await readDraft(store.db, MATHS)).toBe("What is");
    await keepLaterDraft(store, MATHS, {
      text: "What is a third",
      at: store.clock.ms + 1_000,
    });
    expect(await readDraft(store.db, MATHS)).toBe("What is a third");
  });

  test("by a slow clock counts as typed now, and not before what came in the meantime", async () => {
    const { store, server } = await slow();
    await arrive(store, server, "From the phone", MONDAY_MS - 60_000);
    expect(await readDraft(store.db, MATHS)).toBe("From the phone");
    await keepDraft(store, MATHS, "From the phone, and on");
    expect(await readDraft(store.db, MATHS)).toBe("From the phone, and on");
    expect(await pushDraft(store, MATHS)).toBe(true);
  });
});

describe("while the device's notion of the server's clock moves back, as it does on a slow network", () => {
  test("what is typed next is still the latest, and is handed on", async () => {
    const { store } = await moved();
    await keepDraft(store, MATHS, "Second");
    expect(await readDraft(store.db, MATHS)).toBe("Second");
    expect(await pushDraft(store, MATHS)).toBe(true);
    expect(await queued(store)).toEqual([{ text: "Second", at: MONDAY_MS + 2_001 }]);
  });

  test("so is what a page leaves in its last moment", async () => {
    const { store } = await moved();
    await keepLaterDraft(store, MATHS, { text: "Second", at: store.now() });
    expect(await readDraft(store.db, MATHS)).toBe("Second");
    expect(await pushDraft(store, MATHS)).toBe(true);
  });

  test("so is what was typed over another device's draft in a page's last moment", async () => {
    const { store, server } = await slow();
    await arrive(store, server, "From the phone", MONDAY_MS + 5_000);
    const { at: after } = await latestDraft(store.db, MATHS);
    await keepLaterDraft(store, MATHS, { text: "And on", at: store.now(), after });
    expect(await readDraft(store.db, MATHS)).toBe("And on");
    await arrive(store, server, "Later from the phone", MONDAY_MS + 6_000);
    expect(await readDraft(store.db, MATHS)).toBe("Later from the phone");
  });
});

describe("what is shown", () => {
  test("is the later of what was typed here and there, whichever came last", async () => {
    const store = await openTestStore();
    const server = new ServerRows();
    await keepDraft(store, MATHS, "Here");
    await arrive(store, server, "There, before", MONDAY_MS - 1);
    expect(await readDraft(store.db, MATHS)).toBe("Here");
    await arrive(store, server, "There, after", MONDAY_MS + 1);
    expect(await readDraft(store.db, MATHS)).toBe("There, after");
    store.clock.ms += 2;
    await keepDraft(store, MATHS, "Here again");
    expect(await readDraft(store.db, MATHS)).toBe("Here again");
  });

  test("is what was typed here if what came is no draft", async () => {
    const store = await openTestStore();
    const server = new ServerRows();
    await keepDraft(store, MATHS, "Here");
    for (const value of [null, "text", { text: 1, at: 9e15 }, { text: "x" }]) {
      server.put("preferences", preferenceId(NAME), { name: NAME, value });
      await syncAll(store, server);
      expect(await readDraft(store.db, MATHS)).toBe("Here");
    }
  });
});

describe("handing a draft on", () => {
  test("sends it once, well-formed", async () => {
    const store = await openTestStore();
    await keepDraft(store, MATHS, "What\0 is");
    expect(await pushDraft(store, MATHS)).toBe(true);
    expect(await queued(store)).toEqual([{ text: "What is", at: MONDAY_MS }]);
    expect(await pushDraft(store, MATHS)).toBe(false);
    expect(await readDraft(store.db, MATHS)).toBe("What\0 is");
  });

  test("sends nothing where nothing was typed, and an emptied one only if another is out there", async () => {
    const store = await openTestStore();
    expect(await pushDraft(store, MATHS)).toBe(false);
    await keepDraft(store, MATHS, "");
    expect(await pushDraft(store, MATHS)).toBe(false);
    await keepDraft(store, MATHS, "What");
    await pushDraft(store, MATHS);
    store.clock.ms += 1;
    await keepDraft(store, MATHS, "");
    expect(await pushDraft(store, MATHS)).toBe(true);
    expect(await queued(store)).toEqual([{ text: "", at: MONDAY_MS + 2 }]);
  });

  test("does not overwrite what was typed later elsewhere", async () => {
    const store = await openTestStore();
    const server = new ServerRows();
    await keepDraft(store, MATHS, "Here");
    await arrive(store, server, "There", MONDAY_MS + 5_000);
    expect(await pushDraft(store, MATHS)).toBe(false);
    expect((await sending(store)).mutations).toEqual([]);
  });
});

describe("sending a question", () => {
  test("empties the draft, here and on other devices", async () => {
    const store = await openTestStore();
    const server = new ServerRows();
    await keepDraft(store, MATHS, "What is a third?");
    await pushDraft(store, MATHS);
    await syncAll(store, server);
    store.clock.ms += 1_000;
    await sendQuestion(store, MATHS, "What is a third?");
    expect(await readDraft(store.db, MATHS)).toBe("");
    await syncAll(store, server);
    expect(server.rows.get(preferenceId(NAME))?.row.value).toMatchObject({ text: "" });
  });

  test("sends no draft where none was handed on", async () => {
    const store = await openTestStore();
    await keepDraft(store, MATHS, "What is a third?");
    await sendQuestion(store, MATHS, "What is a third?");
    const tables = (await store.db.outbox.toArray()).map(({ table }) => table);
    expect(tables).toEqual(["chat_sessions", "chat_messages"]);
  });

  test("leaves the draft alone if it fails", async () => {
    const store = await openTestStore();
    await keepDraft(store, MATHS, "What is a third?");
    store.db.drafts.hook("updating", () => {
      throw new Error("no space");
    });
    await expect(sendQuestion(store, MATHS, "What is a third?")).rejects.toThrow("no space");
    expect(await readDraft(store.db, MATHS)).toBe("What is a third?");
    expect(await store.db.chat_messages.count()).toBe(0);
    expect(await store.db.outbox.count()).toBe(0);
  });

  test("leaves the drafts of other Athros alone", async () => {
    const store = await openTestStore();
    await keepDraft(store, "athro-art", "Who painted");
    await sendQuestion(store, MATHS, "What is a third?");
    await clearDraft(store, MATHS);
    expect(await readDraft(store.db, "athro-art")).toBe("Who painted");
  });
});

test("two devices hand one draft back and forth in one row", async () => {
  const server = new ServerRows();
  const phone = await openTestStore({ origin: "bbbbbbbb" });
  const laptop = await openTestStore({ origin: "cccccccc" });
  await keepDraft(phone, MATHS, "What");
  await pushDraft(phone, MATHS);
  await syncAll(phone, server);
  await syncAll(laptop, server);
  laptop.clock.ms += 10_000;
  await keepDraft(laptop, MATHS, "What is a third?");
  await pushDraft(laptop, MATHS);
  await syncAll(laptop, server);
  await syncAll(phone, server);
  expect(await readDraft(phone.db, MATHS)).toBe("What is a third?");
  expect(server.rows.size).toBe(1);
});
