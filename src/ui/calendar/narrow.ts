import { signal } from "@preact/signals";

const query = globalThis.matchMedia?.("(max-width: 699.98px)");

/** Whether the window is a phone's, where the agenda comes before the week. */
export const narrow = signal(query?.matches ?? false);

query?.addEventListener("change", (change) => {
  narrow.value = change.matches;
});
