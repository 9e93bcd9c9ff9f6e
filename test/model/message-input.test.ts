import { expect, test } from "vitest";
import { MESSAGE_LENGTH_MAX } from "../../src/model/limits.ts";
import { parseMessage } from "../../src/model/message-input.ts";

test("a message is taken as typed, without space around it", () => {
  expect(parseMessage("  What is a third?\n\nI mean,\n  really\n")).toEqual({
    ok: true,
    content: "What is a third?\n\nI mean,\n  really",
  });
});

test("[R4] a message is well-formed and free of NUL", () => {
  expect(parseMessage("a\0b \ud83d")).toEqual({ ok: true, content: "ab \ufffd" });
});

test.each(["", "  ", "\n\t", "\0", " \0 "])("%j is no message", (typed) => {
  expect(parseMessage(typed)).toEqual({ ok: false, problem: "message-empty" });
});

test("a message may be as long as the server takes, and no longer", () => {
  const longest = "x".repeat(MESSAGE_LENGTH_MAX);
  expect(parseMessage(` ${longest}\0\n`)).toEqual({ ok: true, content: longest });
  expect(parseMessage(`${longest}x`)).toEqual({ ok: false, problem: "message-long" });
});
