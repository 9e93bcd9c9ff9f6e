import * as fc from "fast-check";
import { expect, test } from "vitest";
import { fileName, sessionMarkdown } from "../../../src/ui/session-out/session-markdown.ts";

test("a session is a title, what it is about, and what was said, as it was written", () => {
  const text = sessionMarkdown("How do I\nfactorise?", "AthroMaths · 26 November 2026", [
    { by: "You", at: "26 November 2026, 08:06", content: "How do I\nfactorise?" },
    { by: "AthroMaths", at: "26 November 2026, 08:07", content: "## Look\n\n- for **pairs**\n" },
  ]);
  expect(text).toBe(
    [
      "# How do I factorise?",
      "AthroMaths · 26 November 2026",
      "**You** · 26 November 2026, 08:06",
      "How do I\nfactorise?",
      "**AthroMaths** · 26 November 2026, 08:07",
      "## Look\n\n- for **pairs**\n",
    ].join("\n\n"),
  );
});

const said = (content: string) => ({ by: "A", at: "now", content });

test("a block of code without an end ends with its message", () => {
  expect(sessionMarkdown("t", "a", [said("```py\nx = 1"), said("then")])).toContain(
    "```py\nx = 1\n```\n\n**A** · now\n\nthen",
  );
  expect(sessionMarkdown("t", "a", [said("````\n```\n````"), said("then")])).toContain(
    "````\n```\n````\n\n**A**",
  );
});

test.each([
  ["What is x?", "AthroMaths - What is x.md"],
  ['a/b\\c: <d> | "e" * ?', "AthroMaths - a b c d e.md"],
  ["../../etc/passwd", "AthroMaths - .. .. etc passwd.md"],
  ["ends with dots...", "AthroMaths - ends with dots.md"],
  ["exe\u202Etxt.gpj", "AthroMaths - exe txt.gpj.md"],
  ["Pryd mae ŵ?", "AthroMaths - Pryd mae ŵ.md"],
  ["???", "AthroMaths.md"],
])("%j is saved as %j", (title, name) => {
  expect(fileName("AthroMaths", title, "md")).toBe(name);
});

test("whatever the title, the name is one that every system takes", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (title) => {
      const name = fileName("AthroMaths", title, "md");
      expect(name).not.toMatch(/[\\/:*?"<>|\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
      expect(name).toMatch(/^AthroMaths(?:.*[^. ])?\.md$/su);
      expect([...name].length).toBeLessThan(90);
    }),
  );
});
