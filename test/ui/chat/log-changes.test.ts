import { expect, test } from "vitest";
import { compareLines } from "../../../src/ui/chat/log-changes.ts";
import { line } from "./lines.ts";

const minute = (n: number) => new Date(2026, 10, 25, 14, n);

test("a log that opens is no news", () => {
  expect(compareLines(null, [line("r", "assistant", "sent")])).toEqual({
    added: false,
    news: null,
  });
});

test("a reply that comes is told once", () => {
  const asked = [line("q", "user", "answering", minute(1))];
  const answered = [
    line("q", "user", "answered", minute(1)),
    line("r", "assistant", "sent", minute(2)),
  ];
  expect(compareLines(asked, answered)).toEqual({ added: true, news: "replied" });
  expect(compareLines(answered, answered)).toEqual({ added: false, news: null });
});

test("a reply that was deleted and is brought back is no news", () => {
  const asked = [line("q", "user", "answered", minute(1))];
  const answered = [...asked, line("r", "assistant", "sent", minute(2))];
  expect(compareLines(asked, answered, new Set(["q", "r"]))).toEqual({ added: true, news: null });
});

test("the way of the student's message is told", () => {
  const sent = [line("q", "user", "waiting", minute(1))];
  expect(compareLines([], sent)).toEqual({ added: true, news: "waiting" });
  expect(compareLines(sent, [line("q", "user", "answering", minute(1))])).toEqual({
    added: false,
    news: "answering",
  });
  expect(compareLines(sent, [line("q", "user", "refused", minute(1))]).news).toBe("refused");
  expect(compareLines(sent, [line("q", "user", "unanswered", minute(1))]).news).toBe("unanswered");
  expect(compareLines(sent, [line("q", "user", "sent", minute(1))]).news).toBe(null);
});

test("a guest's message is no news: nothing waits", () => {
  expect(compareLines([], [line("q", "user", "saved")])).toEqual({ added: true, news: null });
});

test("earlier messages that were asked for are no news", () => {
  const shown = [line("b", "user", "answered", minute(5))];
  const more = [
    line("a", "user", "refused", minute(1)),
    line("ra", "assistant", "sent", minute(2)),
    ...shown,
  ];
  expect(compareLines(shown, more)).toEqual({ added: false, news: null });
});
