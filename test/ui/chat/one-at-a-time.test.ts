import { expect, test } from "vitest";
import { isBehind, questionHeard } from "../../../src/ui/chat/one-at-a-time.ts";
import { line } from "./lines.ts";

const lines = [line("q", "user", "answering"), line("next", "user", "answering")];

test("a question waits for the reply that is being written to another, in this chat or elsewhere", () => {
  expect(isBehind("next", "q", lines)).toBe(true);
  expect(isBehind("next", "elsewhere", lines)).toBe(true);
  expect(isBehind("q", "q", lines)).toBe(false);
});

test("none waits for a reply that is saved, or has come by another way", () => {
  expect(questionHeard({ question: "q", saved: false })).toBe("q");
  expect(questionHeard({ question: "q", saved: true })).toBeNull();
  expect(isBehind("next", null, lines)).toBe(false);
  const answered = [line("q", "user", "answered"), line("next", "user", "answering")];
  expect(isBehind("next", "q", answered)).toBe(false);
});
