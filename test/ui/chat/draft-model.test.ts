import { expect, test } from "vitest";
import { type DraftStore, openDraft } from "../../../src/ui/chat/draft-model.ts";
import { manualTimers, settled } from "./timers.ts";

/** A store in memory whose writes can be made to wait or to fail. */
const fakeStore = (text = "") => {
  const stored = { text, pushed: text, writes: [] as string[], broken: false };
  let changed: (() => void) | null = null;
  let gate: Promise<void> | null = null;
  const store: DraftStore = {
    read: async () => stored.text,
    keep: async (next) => {
      await gate;
      if (stored.broken) throw new Error("full");
      stored.text = next;
      stored.writes.push(next);
      changed?.();
    },
    keepAtOnce: (next, sent) => {
      stored.writes.push(`${next}, at once${sent ? `, sent as ${sent.id}: ${sent.text}` : ""}`);
      if (!sent) stored.text = next;
    },
    push: async () => {
      if (stored.pushed === stored.text) return false;
      stored.pushed = stored.text;
      return true;
    },
    watch: (callback) => {
      changed = callback;
      callback();
      return () => {
        changed = null;
      };
    },
  };
  return {
    store,
    stored,
    /** Another device's text arrives. */
    arrive: async (next: string) => {
      stored.text = next;
      stored.pushed = next;
      changed?.();
      await settled();
    },
    /** Writes wait until the returned function is called. */
    stall: () => {
      let open: (() => void) | undefined;
      gate = new Promise((resolve) => {
        open = () => {
          gate = null;
          resolve();
        };
      });
      return () => open?.();
    },
  };
};

const open = async (text = "") => {
  const fake = fakeStore(text);
  const timers = manualTimers();
  let flushes = 0;
  const draft = openDraft(fake.store, { flush: () => (flushes += 1), after: timers.after });
  await settled();
  return { ...fake, timers, draft, flushes: () => flushes };
};

test("the stored draft is there when the composer opens, and not before", async () => {
  const fake = fakeStore("half a question");
  const draft = openDraft(fake.store, { flush: () => {}, after: manualTimers().after });
  expect(draft.ready.value).toBe(false);
  await settled();
  expect(draft.ready.value).toBe(true);
  expect(draft.text.value).toBe("half a question");
});

test("what is typed before the stored draft is there comes below it, and is stored with it", async () => {
  const { store, stored } = fakeStore("half a question");
  const timers = manualTimers();
  const draft = openDraft(store, { flush: () => {}, after: timers.after });
  draft.focus();
  draft.type("A");
  draft.type("And");
  expect(stored.text).toBe("half a question");
  await settled();
  expect(draft.text.value).toBe("half a question\n\nAnd");
  await timers.pass(300);
  expect(stored.writes).toEqual(["half a question\n\nAnd"]);
});

test("a composer that is left before the stored draft is there writes over neither", async () => {
  const { store, stored } = fakeStore("half a question");
  const draft = openDraft(store, { flush: () => {}, after: manualTimers().after });
  draft.type("And");
  await Promise.all([draft.hide(), draft.close()]);
  expect(stored).toMatchObject({
    text: "half a question\n\nAnd",
    pushed: "half a question\n\nAnd",
  });
});

test("with nothing stored, what is typed at once stays as it is", async () => {
  const { store, stored } = fakeStore();
  const draft = openDraft(store, { flush: () => {}, after: manualTimers().after });
  draft.type("And");
  await settled();
  expect(draft.text.value).toBe("And");
  expect(stored.text).toBe("And");
});

test("the first change is stored at once, later ones every 300 ms and the last always", async () => {
  const { draft, stored, timers } = await open();
  draft.type("a");
  await settled();
  expect(stored.writes).toEqual(["a"]);
  for (const text of ["ab", "abc", "abcd"]) draft.type(text);
  await timers.pass(299);
  expect(stored.writes).toEqual(["a"]);
  await timers.pass(1);
  expect(stored.writes).toEqual(["a", "abcd"]);
  await timers.pass(10_000);
  expect(stored.writes).toEqual(["a", "abcd"]);
});

test("a letter is drawn before it is stored, and what is left or sent meanwhile does not wait for that", async () => {
  const { store, stored } = fakeStore();
  const timers = manualTimers();
  const waiting: (() => void)[] = [];
  const draft = openDraft(store, {
    flush: () => {},
    after: timers.after,
    drawn: (callback) => waiting.push(callback),
  });
  const draw = async () => {
    for (const callback of waiting.splice(0)) callback();
    await settled();
  };
  await settled();
  draft.type("a");
  draft.type("ab");
  await settled();
  expect(stored.writes).toEqual([]);
  await draw();
  expect(stored.writes).toEqual(["ab"]);

  await timers.pass(300);
  draft.type("abc");
  await draft.leave();
  expect(stored.writes).toEqual(["ab", "abc"]);
  await draw();
  expect(stored.writes).toEqual(["ab", "abc"]);

  await timers.pass(300);
  draft.type("abcd");
  await draft.hold("m1");
  await draw();
  expect(stored.writes).toEqual(["ab", "abc"]);
  draft.release(null);
  await timers.pass(300);
  await draw();
  expect(stored.writes).toEqual(["ab", "abc", "abcd"]);
});

test("leaving the composer stores and pushes at once, and flushes only if something was pushed", async () => {
  const { draft, stored, flushes } = await open();
  draft.focus();
  draft.type("a");
  draft.type("ab");
  await draft.blur();
  expect(stored).toMatchObject({ text: "ab", pushed: "ab" });
  expect(flushes()).toBe(1);
  draft.focus();
  await draft.blur();
  expect(flushes()).toBe(1);
});

test("while typing goes on the draft is pushed every 30 s", async () => {
  const { draft, stored, timers, flushes } = await open();
  draft.focus();
  for (let second = 0; second < 65; second += 1) {
    draft.type(`${second}`);
    await timers.pass(1000);
  }
  expect(flushes()).toBe(2);
  await timers.pass(30_000);
  expect(stored.pushed).toBe("64");
  await timers.pass(300_000);
  expect(flushes()).toBe(3);
});

test("a draft from another device replaces what is in the composer only while it is not in use", async () => {
  const { draft, arrive } = await open("here");
  await arrive("from the phone");
  expect(draft.text.value).toBe("from the phone");
  draft.focus();
  await arrive("from the tablet");
  expect(draft.text.value).toBe("from the phone");
  await draft.blur();
  expect(draft.text.value).toBe("from the tablet");
});

test("what was typed here last stays when another device's draft arrived meanwhile", async () => {
  const { draft, arrive, stored } = await open();
  draft.focus();
  draft.type("mine");
  await settled();
  await arrive("theirs");
  draft.type("mine, longer");
  await draft.blur();
  expect(draft.text.value).toBe("mine, longer");
  expect(stored).toMatchObject({ text: "mine, longer", pushed: "mine, longer" });
});

test("an answer of the store that is older than what is typed changes nothing", async () => {
  const { draft, arrive, stall } = await open();
  const release = stall();
  draft.type("new");
  await arrive("old");
  release();
  await settled();
  expect(draft.text.value).toBe("new");
});

test("sending waits for a write under way, and none follows that would bring the sent text back", async () => {
  const { draft, stored, stall, timers } = await open();
  const release = stall();
  draft.type("question");
  let free = false;
  const held = draft.hold("m1").then(() => (free = true));
  await settled();
  expect(free).toBe(false);
  release();
  await held;
  stored.text = "";
  draft.release("question");
  await timers.pass(60_000);
  expect(draft.text.value).toBe("");
  expect(stored.text).toBe("");
});

test("what is typed while a message is sent stays, and is stored", async () => {
  const { draft, stored, timers } = await open();
  draft.type("first");
  await draft.hold("m1");
  draft.type("first second");
  stored.text = "";
  draft.release("first");
  await timers.pass(300);
  expect(draft.text.value).toBe("second");
  expect(stored.text).toBe("second");
});

test("a text that can't be stored is told, stays, and is stored when there is room again", async () => {
  const { draft, stored, timers } = await open();
  stored.broken = true;
  draft.type("precious");
  await timers.pass(10_000);
  expect(draft.unkept.value).toBe(true);
  expect(draft.text.value).toBe("precious");
  stored.broken = false;
  await draft.leave();
  expect(draft.unkept.value).toBe(false);
  expect(stored.text).toBe("precious");
});

test("a text that is brought back stands before what is being typed, and is stored when it resolves", async () => {
  const { draft, stored } = await open();
  draft.type("typing");
  await draft.bring("refused");
  expect(draft.text.value).toBe("refused\n\ntyping");
  expect(stored.text).toBe("refused\n\ntyping");
});

test("nor does a text that is brought back before the stored draft is there write over it", async () => {
  const { store, stored } = fakeStore("half a question");
  const draft = openDraft(store, { flush: () => {}, after: manualTimers().after });
  await draft.bring("refused");
  expect(stored.text).toBe("refused\n\nhalf a question");
});

test("a text that can't be brought back rejects", async () => {
  const { draft, stored } = await open();
  stored.broken = true;
  await expect(draft.bring("refused")).rejects.toThrow("full");
});

test("closing stores and pushes what was typed; a text brought back later goes to the store", async () => {
  const { draft, stored, flushes } = await open();
  draft.type("a");
  draft.type("ab");
  await draft.close();
  expect(stored).toMatchObject({ text: "ab", pushed: "ab" });
  expect(flushes()).toBe(1);
  stored.text = "typed elsewhere";
  await draft.bring("back");
  expect(stored.text).toBe("back\n\ntyped elsewhere");
});

test("a page that goes away stores before it returns, and only what is not stored yet", async () => {
  const { draft, stored } = await open();
  draft.type("a");
  await settled();
  draft.type("ab");
  void draft.hide();
  expect(stored.text).toBe("ab");
  await settled();
  await draft.hide();
  expect(stored.writes).toEqual(["a", "ab, at once", "ab"]);
});

test("a page that goes away while a message is sent leaves all that was typed, and what is sent of it", async () => {
  const { draft, stored } = await open();
  draft.type("question");
  draft.type("question?");
  await draft.hold("m1");
  const { text } = stored;
  draft.type("question? And");
  void draft.hide();
  expect(stored.writes.at(-1)).toBe("question? And, at once, sent as m1: question?");
  expect(stored.text).toBe(text);
});

test("whoever loads the page again waits for what is being sent, and for what was typed meanwhile to be stored", async () => {
  const { draft, stored } = await open();
  draft.type("question");
  await draft.hold("m1");
  draft.type("question and more");
  let left = false;
  const leaving = draft.leave().then(() => (left = true));
  await settled();
  expect(left).toBe(false);
  stored.text = "";
  draft.release("question");
  await leaving;
  expect(stored).toMatchObject({ text: "and more", pushed: "and more" });
});

test("a page that goes away while a composer that was left still stores takes the words along", async () => {
  const { draft, stored, stall } = await open();
  const go = stall();
  draft.type("a");
  const closed = draft.close();
  void draft.hide();
  expect(stored.text).toBe("a");
  go();
  await closed;
  expect(stored.writes[0]).toBe("a, at once");
});
