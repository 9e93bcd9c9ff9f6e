import { beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { keepEditor, readKeptEditor } from "../../../src/ui/calendar/kept-editor.ts";
import { editNew, typed } from "../../../src/ui/calendar/open-editor.ts";

const kept = new Map<string, string>();

beforeEach(() => {
  kept.clear();
  vi.stubGlobal("sessionStorage", {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  });
  onTestFinished(() => void vi.unstubAllGlobals());
});

const editor = typed(editNew("2026-11-25T14:00:00", "Europe/London"), { title: "Half" });

test("an event that is being typed is there for the next page of its tab, for the same student alone", () => {
  keepEditor("athro-1", editor);
  expect(readKeptEditor("athro-1")).toEqual(editor);
  expect(readKeptEditor("athro-2")).toBeNull();
  keepEditor("athro-1", null);
  expect(readKeptEditor("athro-1")).toBeNull();
});

test("what a version with fewer fields left has the others empty, and what no version left is none", () => {
  const { location: _location, ...older } = editor.input;
  kept.set("athro:event:athro-1", JSON.stringify({ ...editor, input: older }));
  expect(readKeptEditor("athro-1")).toEqual(editor);
  for (const text of ["{", "[]", '{"input":{}}', "7"]) {
    kept.set("athro:event:athro-1", text);
    expect(readKeptEditor("athro-1")).toBeNull();
  }
});
