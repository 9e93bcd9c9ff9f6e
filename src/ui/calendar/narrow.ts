import { type ReadonlySignal, signal } from "@preact/signals";

const matches = (media: string): ReadonlySignal<boolean> => {
  const query = globalThis.matchMedia?.(media);
  const current = signal(query?.matches ?? false);
  query?.addEventListener("change", (change) => {
    current.value = change.matches;
  });
  return current;
};

/** Whether the window is a phone's, where the agenda comes before the week. */
export const narrow = matches("(max-width: 699.98px)");

/** Whether a title across two months has to be short. */
export const tight = matches("(max-width: 1179.98px)");
