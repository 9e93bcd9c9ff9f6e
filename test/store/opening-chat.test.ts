import { expect, test } from "vitest";
import { sendQuestion } from "../../src/store/messages.ts";
import { prepareChat, takeOpeningChat } from "../../src/store/opening-chat.ts";
import { readChat } from "../../src/store/read-chat.ts";
import { openTestStore } from "../support/store.ts";

const MATHS = "athro-maths";
const HISTORY = "athro-history";

const spoken = async () => {
  const store = await openTestStore();
  await sendQuestion(store, HISTORY, "Who?");
  for (const question of ["One?", "Two?", "Three?"]) {
    store.clock.ms += 60_000;
    await sendQuestion(store, MATHS, question);
  }
  return store;
};

test.each([
  { asked: MATHS, found: MATHS },
  { asked: HISTORY, found: HISTORY },
  { asked: null, found: MATHS },
])(
  "a start reads the chat asked for ($asked), as the screen would: that with $found",
  async ({ asked, found }) => {
    const store = await spoken();
    expect(await prepareChat(store, asked, 2)).toBe(found);
    const opening = takeOpeningChat(store.db, found);
    expect(opening?.session?.athro_id).toBe(found);
    expect(opening?.page).toEqual(await readChat(store, opening?.session?.id ?? "", 2));
    store.db.close();
  },
);

test("it is given once, and to no other chat", async () => {
  const store = await spoken();
  await prepareChat(store, MATHS, 2);
  expect(takeOpeningChat(store.db, HISTORY)).toBeUndefined();
  await prepareChat(store, MATHS, 2);
  expect(takeOpeningChat(store.db, MATHS)).toBeDefined();
  expect(takeOpeningChat(store.db, MATHS)).toBeUndefined();
  store.db.close();
});

test("where nothing has been said, there is no chat to lead on to, and one that is asked for is empty", async () => {
  const store = await openTestStore();
  expect(await prepareChat(store, null, 2)).toBeUndefined();
  expect(takeOpeningChat(store.db, MATHS)).toBeUndefined();
  await prepareChat(store, MATHS, 2);
  expect(takeOpeningChat(store.db, MATHS)).toEqual({
    athro: MATHS,
    session: undefined,
    page: { lines: [], more: false },
  });
  store.db.close();
});
