import { expect, test } from "vitest";
import { placeOf } from "../../../src/ui/chat/use-streaming.ts";
import { line } from "./lines.ts";

const question = line("q", "user", "answering");
const reply = (attempt: number, count = 1) => {
  const one = line(`r${attempt}`, "assistant", "sent");
  const message = { ...one.message, question_id: "q", attempt };
  const siblings = { nth: 1, count, before: null, after: null };
  return { ...one, message, ...(count > 1 ? { siblings } : {}) };
};

test("a first reply stands at the end of the log of its question, and of no other", () => {
  expect(placeOf({ question: "q", attempt: 0 }, [question])).toEqual({ instead: null });
  expect(placeOf({ question: "elsewhere", attempt: 0 }, [question])).toBeNull();
});

test("another one stands in the place of the one before", () => {
  const first = reply(0);
  expect(placeOf({ question: "q", attempt: 1 }, [question, first])).toEqual({ instead: first });
});

test("one whose row is here stands there no more, whichever attempt is shown", () => {
  expect(placeOf({ question: "q", attempt: 0 }, [question, reply(0)])).toBeNull();
  expect(placeOf({ question: "q", attempt: 1 }, [question, reply(1, 2)])).toBeNull();
  expect(placeOf({ question: "q", attempt: 1 }, [question, reply(0, 2)])).toBeNull();
});
