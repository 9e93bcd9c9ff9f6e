/** Where a test renders in jsdom. */
import { render } from "preact";
import { onTestFinished } from "vitest";

/** An element of the page, which is taken away with what is rendered in it when the test is over. */
export const newPlace = (): HTMLElement => {
  const place = document.createElement("div");
  document.body.append(place);
  onTestFinished(() => {
    render(null, place);
    place.remove();
  });
  return place;
};

/** The dialog that is rendered there, with the ways to open and close it that the environment lacks. */
export const dialogIn = (place: HTMLElement): HTMLDialogElement => {
  const dialog = place.querySelector("dialog");
  if (!dialog) throw new Error("there is no dialog");
  dialog.showModal = () => void (dialog.open = true);
  dialog.close = () => void (dialog.open = false);
  return dialog;
};
