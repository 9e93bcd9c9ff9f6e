import { computed, effect, type ReadonlySignal, signal } from "@preact/signals";
import { MESSAGE_LENGTH_MAX } from "../../model/limits.ts";
import { parseMessage } from "../../model/message-input.ts";
import { cleanText } from "../../model/text.ts";
import { type WriteProblem, writeProblem } from "../../store/write-problem.ts";
import type { DraftModel } from "./draft-model.ts";

/** How many characters before the limit the count appears. */
const NEAR_LIMIT = 1000;

/** Why what was typed is not a message; it stays in the composer. */
export type ComposerProblem =
  | { kind: "long"; length: number }
  | { kind: "not-saved"; reason: WriteProblem };

export interface ComposerModel {
  problem: ReadonlySignal<ComposerProblem | null>;
  /** The message's length in characters when it comes near the limit or is beyond it, else null. */
  count: ReadonlySignal<number | null>;
  type(text: string): void;
  /**
   * True if the message is committed and the composer cleared. Does nothing while an earlier call is under way. Before the draft is read
   * it waits for it, and sends what was typed unless more stands there by then.
   */
  submit(): Promise<boolean>;
}

/** A composer on top of a draft. `send` resolves when the message, with the id that `newId` drew, is durable on this device. */
export const createComposer = (
  draft: DraftModel,
  send: (content: string, id: string) => Promise<unknown>,
  newId: () => string,
): ComposerModel => {
  const problem = signal<ComposerProblem | null>(null);
  let sending = false;
  const count = computed(() => {
    const typed = draft.text.value;
    if (typed.length < MESSAGE_LENGTH_MAX - NEAR_LIMIT) return null;
    const length = lengthOf(typed);
    return length < MESSAGE_LENGTH_MAX - NEAR_LIMIT ? null : length;
  });

  const submit = async (): Promise<boolean> => {
    if (sending) return false;
    const typed = draft.text.peek();
    if (!draft.ready.peek()) {
      sending = true;
      await becomesTrue(draft.ready);
      sending = false;
      // What was left there the last time now stands above it: the student is to see that first.
      if (draft.text.peek() !== typed) return false;
    }
    const parsed = parseMessage(typed);
    if (!parsed.ok) {
      if (parsed.problem === "message-long")
        problem.value = { kind: "long", length: lengthOf(typed) };
      return false;
    }
    sending = true;
    const id = newId();
    await draft.hold(id);
    try {
      await send(parsed.content, id);
      draft.release(typed);
      problem.value = null;
      return true;
    } catch (error) {
      draft.release(null);
      problem.value = { kind: "not-saved", reason: writeProblem(error) };
      return false;
    } finally {
      sending = false;
    }
  };

  const type = (text: string) => {
    draft.type(text);
    problem.value = null;
  };

  return { problem, count, type, submit };
};

const becomesTrue = (condition: ReadonlySignal<boolean>): Promise<void> =>
  new Promise((resolve) => {
    const stop = effect(() => {
      if (!condition.value) return;
      resolve();
      queueMicrotask(() => stop());
    });
  });

/** The length that `parseMessage` measures. */
const lengthOf = (typed: string): number => cleanText(typed).trim().length;
