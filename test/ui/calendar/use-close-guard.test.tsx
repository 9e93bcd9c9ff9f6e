// @vitest-environment jsdom
import { render } from "preact";
import { afterEach, beforeEach, expect, test } from "vitest";
import { useCloseGuard } from "../../../src/ui/calendar/use-close-guard.ts";

let place: HTMLElement;
let escaped: number;
beforeEach(() => {
  place = document.createElement("div");
  escaped = 0;
});
afterEach(() => render(null, place));

const onEscape = () => void (escaped += 1);
const take = (event: Event) => event.preventDefault();
const Form = ({ open }: { open: boolean }) => {
  useCloseGuard(open, false, onEscape);
  return null;
};

/** Whether the browser was kept from acting on the key itself. */
const press = (key: string): boolean =>
  !document.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));

test("Escape is taken from the first key after a form has opened, and left alone once it has closed", () => {
  render(<Form open={false} />, place);
  expect([press("Escape"), escaped]).toEqual([false, 0]);
  // Nothing between that lets a frame be drawn.
  render(<Form open />, place);
  expect([press("Enter"), escaped]).toEqual([false, 0]);
  expect([press("Escape"), escaped]).toEqual([true, 1]);
  render(<Form open={false} />, place);
  expect([press("Escape"), escaped]).toEqual([false, 1]);
});

test("what has been taken for something else on the form is not taken again", () => {
  render(<Form open />, place);
  document.addEventListener("keydown", take, { capture: true, once: true });
  press("Escape");
  expect(escaped).toBe(0);
});
