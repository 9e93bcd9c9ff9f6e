// @vitest-environment jsdom
import { render } from "preact";
import { expect, test } from "vitest";
import { loadWords } from "../../../src/ui/i18n/language.ts";
import { showToast, Toasts } from "../../../src/ui/kit/toast.tsx";
import { until } from "../../support/until.ts";
import { newPlace } from "../support/place.ts";

const run = () => {};

test("a notice that another takes the place of gives the focus back, and not to the other", async () => {
  await loadWords(["shell"]);
  const place = newPlace();
  render(
    <>
      <button type="button">Page</button>
      <Toasts />
    </>,
    place,
  );
  const button = (text: string) =>
    [...place.querySelectorAll("button")].find((one) => one.textContent === text);
  button("Page")?.focus();
  showToast({ text: "Chat deleted.", action: { label: "Undo", run } });
  await until(() => expect(button("Undo")).toBeDefined());
  button("Undo")?.focus();
  showToast({ text: "Time is up.", action: { label: "Go to the chat", run } });
  await until(() => expect(button("Go to the chat")).toBeDefined());
  expect(document.activeElement).toBe(button("Page"));
});
