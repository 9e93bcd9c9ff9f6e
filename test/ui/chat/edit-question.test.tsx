// @vitest-environment jsdom
import "fake-indexeddb/auto";
import { render } from "preact";
import { beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { keepDraft } from "../../../src/store/drafts.ts";
import { readLeftDraft } from "../../../src/store/left-drafts.ts";
import { type MessageRow, sendQuestion } from "../../../src/store/messages.ts";
import { readChat } from "../../../src/store/read-chat.ts";
import { getSession, saveSession } from "../../../src/store/sessions.ts";
import { EditQuestion } from "../../../src/ui/chat/edit-question.tsx";
import { placesWithMoments, readMoment } from "../../../src/ui/chat/last-moment.ts";
import { loadWords } from "../../../src/ui/i18n/language.ts";
import { openTestStore } from "../../support/store.ts";
import { dialogIn } from "../support/place.ts";

const MATHS = "athro-maths";

beforeEach(async () => {
  localStorage.clear();
  await loadWords(["chat"]);
});

const openEditor = async () => {
  const store = await openTestStore();
  const ask = async (text: string): Promise<MessageRow> => {
    const { messageId } = await sendQuestion(store, MATHS, text);
    const row = await store.db.chat_messages.get(messageId);
    if (!row) throw new Error("it was not asked");
    return row;
  };
  const place = document.createElement("div");
  document.body.append(place);
  const left: string[] = [];
  const onSent = vi.fn<() => void>();
  let edited: MessageRow | null = null;
  const show = (message: MessageRow | null) => {
    edited = message;
    render(
      <EditQuestion
        store={store}
        athroId={MATHS}
        message={message}
        onClose={() => show(null)}
        onSent={onSent}
        onSentAndClosed={() => {}}
        onLeft={async (text) => {
          left.push(text);
          await keepDraft(store, MATHS, text);
        }}
      />,
      place,
    );
  };
  show(null);
  const dialog = dialogIn(place);
  const go = () => render(null, place);
  onTestFinished(() => {
    go();
    place.remove();
  });
  const box = () => {
    const area = place.querySelector("textarea");
    if (!area) throw new Error("there is no textbox");
    return area;
  };
  return {
    store,
    ask,
    left,
    onSent,
    show,
    go,
    box,
    isOpen: () => edited !== null,
    type: (text: string) => {
      box().value = text;
      box().dispatchEvent(new InputEvent("input", { bubbles: true }));
    },
    press: (name: string) =>
      [...dialog.querySelectorAll("button")]
        .find(({ textContent }) => textContent === name)
        ?.click(),
    said: async (sessionId: string) =>
      (await readChat(store, sessionId, 50)).lines.map(({ message }) => message.content),
    /** What would be there after a crash. */
    kept: () => placesWithMoments(store.db.name).map((one) => readMoment(store.db.name, one)?.text),
  };
};

test("what was typed for one question and sent is not left with the next that is edited", async () => {
  const { ask, left, show, type, press, box, isOpen, said } = await openEditor();
  const first = await ask("What is 2 x 3?");
  const second = await ask("What is a surd?");
  show(first);
  type("What is 2 x 30?");
  press("Send");
  await expect.poll(isOpen).toBe(false);
  expect(await said(first.session_id)).toContain("What is 2 x 30?");
  for (let n = 0; n < 2; n += 1) {
    show(second);
    expect(box().value).toBe("What is a surd?");
    press("Cancel");
  }
  expect(left).toEqual([]);
});

test("Cancel leaves what was typed, once, and what is opened next begins with its own words", async () => {
  const { ask, left, show, type, press, box, kept, store } = await openEditor();
  const question = await ask("What is 2 x 3?");
  show(question);
  type("What is 2 x 30?");
  press("Cancel");
  show(question);
  expect(box().value).toBe("What is 2 x 3?");
  press("Cancel");
  expect(left).toEqual(["What is 2 x 30?"]);
  await expect.poll(kept).toEqual([]);
  expect(await readLeftDraft(store.db, MATHS)).toBe("");
});

test("what is typed is kept with each letter, and not once it is as it was, or is sent", async () => {
  const { ask, show, type, press, kept, isOpen, store } = await openEditor();
  show(await ask("What is 2 x 3?"));
  expect(kept()).toEqual([]);
  type("What is 2 x 30?");
  expect(kept()).toEqual(["What is 2 x 30?"]);
  type("What is 2 x 3?");
  expect(kept()).toEqual([]);
  type("What is 2 x 300?");
  press("Send");
  await expect.poll(isOpen).toBe(false);
  await expect.poll(kept).toEqual([]);
  expect(await readLeftDraft(store.db, MATHS)).toBe("");
});

test("an editor that its page leaves lays what was typed beside the composer", async () => {
  const { ask, show, type, go, kept, store, left } = await openEditor();
  show(await ask("What is 2 x 3?"));
  type("What is 2 x 30?");
  go();
  await expect.poll(() => readLeftDraft(store.db, MATHS)).toBe("What is 2 x 30?");
  await expect.poll(kept).toEqual([]);
  expect(left).toEqual([]);
});

/** Whether the browser would, before the page goes. */
const asks = () => !dispatchEvent(new Event("beforeunload", { cancelable: true }));

test("with no storage beside the database, the browser asks before the page goes", async () => {
  const full = vi.spyOn(Storage.prototype, "setItem").mockImplementation(() => {
    throw new DOMException("no space", "QuotaExceededError");
  });
  onTestFinished(() => full.mockRestore());
  const { ask, show, type, press, left } = await openEditor();
  show(await ask("What is 2 x 3?"));
  expect(asks()).toBe(false);
  type("What is 2 x 30?");
  expect(asks()).toBe(true);
  press("Cancel");
  expect(asks()).toBe(false);
  expect(left).toEqual(["What is 2 x 30?"]);
});

test("a question whose chat was saved meanwhile is not sent; its words are left for the composer", async () => {
  const { ask, show, type, press, isOpen, left, onSent, store, said } = await openEditor();
  const question = await ask("What is 2 x 3?");
  show(question);
  type("What is 2 x 30?");
  const session = await getSession(store.db, question.session_id);
  if (!session) throw new Error("there is no session");
  await saveSession(store, session);
  press("Send");
  await expect.poll(isOpen).toBe(false);
  expect(left).toEqual(["What is 2 x 30?"]);
  expect(onSent).not.toHaveBeenCalled();
  expect(await said(question.session_id)).toEqual(["What is 2 x 3?"]);
});
