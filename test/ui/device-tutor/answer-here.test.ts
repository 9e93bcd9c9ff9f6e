import { beforeEach, describe, expect, onTestFinished, test, vi } from "vitest";
import { replyId } from "../../../src/model/ids.ts";
import { openQuestions } from "../../../src/store/askings.ts";
import { sendQuestion } from "../../../src/store/messages.ts";
import { answerHere } from "../../../src/ui/device-tutor/answer-here.ts";
import type { LanguageModelApi } from "../../../src/ui/device-tutor/language-model.ts";
import { WebLocks } from "../../host/web-locks.ts";
import { syncAll } from "../../store/support/exchange.ts";
import { ServerRows } from "../../store/support/server-rows.ts";
import { openTestStore, STUDENT } from "../../support/store.ts";
import { until } from "../../support/until.ts";

beforeEach(() => {
  vi.stubGlobal("navigator", {});
  onTestFinished(() => {
    vi.unstubAllGlobals();
  });
});

/** A stand-in for the browser's model, which no browser of the tests has: it writes as it is told to. */
const writer = () => {
  const state: { pen?: ReadableStreamDefaultController<string>; prompts: number } = { prompts: 0 };
  const model: LanguageModelApi = {
    availability: async () => "available",
    create: async () => ({
      promptStreaming: (_text, { signal } = {}) =>
        new ReadableStream<string>({
          start: (pen) => {
            state.pen = pen;
            state.prompts += 1;
            signal?.addEventListener("abort", () => pen.error(signal.reason));
          },
        }),
      destroy: () => {},
    }),
  };
  return { model, state };
};

/** An answer that is being written to a question that the server has. */
const begin = async (user: string | null = STUDENT) => {
  const store = await openTestStore({ user });
  const { messageId } = await sendQuestion(store, "athro-maths", "Why?");
  if (user !== null) await syncAll(store, new ServerRows());
  const [stop, left] = [new AbortController(), new AbortController()];
  const { model, state } = writer();
  const heard: string[] = [];
  const answer = (leaving = left) =>
    answerHere({
      store,
      model,
      question: messageId,
      heard: (text) => heard.push(text),
      stop: stop.signal,
      left: leaving.signal,
    });
  const over = answer();
  await until(() => expect(state.pen).toBeDefined());
  const write = async (text: string) => {
    state.pen?.enqueue(text);
    await until(() => expect(heard.at(-1)).toContain(text));
  };
  const reply = async () => {
    const row = await store.db.chat_messages.get(replyId(messageId, 0));
    return row && { content: row.content, ended: row.ended };
  };
  const asked = async () => (await openQuestions(store.db)).map(({ id }) => id);
  return { messageId, state, write, over, answer, stop, left, reply, asked };
};

describe("[A7] a reply of this device's own tutor", () => {
  test("is kept when it is whole", async () => {
    const { write, state, over, reply, asked } = await begin();
    await write("Because.");
    state.pen?.close();
    expect(await over).toBe(true);
    expect(await reply()).toEqual({ content: "Because.", ended: null });
    expect(await asked()).toEqual([]);
  });

  test("that the student stopped is kept as far as it was, even if the chat is left then", async () => {
    const { write, stop, left, over, reply, asked } = await begin();
    await write("Half");
    stop.abort();
    left.abort();
    expect(await over).toBe(true);
    expect(await reply()).toEqual({ content: "Half", ended: "stopped" });
    expect(await asked()).toEqual([]);
  });

  test("that was stopped before its first word says nothing, and is not asked for again", async () => {
    const { stop, over, reply, asked } = await begin();
    stop.abort();
    expect(await over).toBe(true);
    expect(await reply()).toEqual({ content: "…", ended: "stopped" });
    expect(await asked()).toEqual([]);
  });

  test("that was interrupted is none: the server's tutor is asked", async () => {
    const { messageId, write, left, over, reply, asked } = await begin();
    await write("Half");
    left.abort();
    expect(await over).toBe(false);
    expect(await reply()).toBeUndefined();
    expect(await asked()).toEqual([messageId]);
  });

  test("is none where the model fails midway, but to a guest, whom no one else answers", async () => {
    const complaints = vi.spyOn(console, "warn").mockImplementation(() => {});
    onTestFinished(() => complaints.mockRestore());
    const student = await begin();
    await student.write("Half");
    student.state.pen?.error(new Error("out of memory"));
    expect(await student.over).toBe(false);
    expect(await student.asked()).toEqual([student.messageId]);
    const guest = await begin(null);
    await guest.write("Half");
    guest.state.pen?.error(new Error("out of memory"));
    expect(await guest.over).toBe(true);
    expect(await guest.reply()).toEqual({ content: "Half", ended: "cut" });
  });

  test("is begun again when the chat is opened again, while the first still ends", async () => {
    vi.stubGlobal("navigator", { locks: new WebLocks() });
    const { write, state, left, over, answer, reply } = await begin();
    await write("Half");
    left.abort();
    const again = answer(new AbortController());
    expect(await over).toBe(false);
    await until(() => expect(state.prompts).toBe(2));
    await write("Whole");
    state.pen?.close();
    expect(await again).toBe(true);
    expect(await reply()).toEqual({ content: "Whole", ended: null });
  });
});
