// @vitest-environment jsdom
import { beforeEach, expect, test } from "vitest";
import { type ChatLine, sendQuestion } from "../../../src/store/messages.ts";
import { messageActions } from "../../../src/ui/chat/message-actions.ts";
import { loadWords } from "../../../src/ui/i18n/language.ts";
import { openTestStore } from "../../support/store.ts";

beforeEach(() => loadWords(["chat"]));

/** A message that was refused, with a composer that takes texts in when it is told to. */
const refused = async () => {
  const store = await openTestStore();
  const { messageId } = await sendQuestion(store, "athro-maths", "Why?");
  const message = await store.db.chat_messages.get(messageId);
  if (!message) throw new Error("it was not asked");
  const line: ChatLine = { message, state: { kind: "refused", entry: 1, code: "too-long" } };
  const brought: { text: string; take: () => void; fail: () => void }[] = [];
  const actions = messageActions(
    store,
    { flush: () => {} },
    {
      bring: (text) =>
        new Promise((take, fail) => {
          brought.push({ text, take, fail: () => fail(new Error("full")) });
        }),
      focus: () => {},
      rewrite: () => {},
    },
  );
  return { line, brought, edit: () => actions.edit(line) };
};

const aTurn = () => new Promise((resolve) => setTimeout(resolve));

test("a refused message is brought to the composer once, however often Edit is pressed", async () => {
  const { brought, edit } = await refused();
  edit();
  edit();
  expect(brought.map(({ text }) => text)).toEqual(["Why?"]);
  brought[0]?.take();
  await aTurn();
  edit();
  expect(brought).toHaveLength(1);
});

test("one that could not be brought there is brought by the next press", async () => {
  const { brought, edit } = await refused();
  edit();
  brought[0]?.fail();
  await aTurn();
  edit();
  expect(brought).toHaveLength(2);
});
