import { expect, test } from "vitest";
import { sendsMessage } from "../../../src/ui/chat/composer-keys.ts";

const ENTER = {
  key: "Enter",
  keyCode: 13,
  isComposing: false,
  shiftKey: false,
  altKey: false,
  ctrlKey: false,
  metaKey: false,
};

test("Enter sends with a fine pointer and breaks the line with a coarse one", () => {
  expect(sendsMessage(ENTER, true)).toBe(true);
  expect(sendsMessage(ENTER, false)).toBe(false);
});

test("Ctrl or Command with Enter sends everywhere", () => {
  expect(sendsMessage({ ...ENTER, ctrlKey: true }, false)).toBe(true);
  expect(sendsMessage({ ...ENTER, metaKey: true }, false)).toBe(true);
});

test("Shift+Enter and Alt+Enter break the line", () => {
  expect(sendsMessage({ ...ENTER, shiftKey: true }, true)).toBe(false);
  expect(sendsMessage({ ...ENTER, altKey: true }, true)).toBe(false);
});

test("Enter that ends a composition doesn't send, nor Safari's that comes after it", () => {
  expect(sendsMessage({ ...ENTER, isComposing: true }, true)).toBe(false);
  expect(sendsMessage({ ...ENTER, keyCode: 229 }, true)).toBe(false);
});

test("other keys don't send", () => {
  expect(sendsMessage({ ...ENTER, key: "a", keyCode: 65 }, true)).toBe(false);
});
