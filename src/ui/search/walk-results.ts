import type { Signal } from "@preact/signals";

/**
 * The keys of the search, until the returned function is called: the arrows go from the field through its results and back; Escape goes
 * back to the field, and there empties it.
 */
export const walkResults = (root: HTMLElement | null, query: Signal<string>): (() => void) => {
  const walk = (event: KeyboardEvent): void => {
    const { key, target, isComposing } = event;
    const field = root?.querySelector<HTMLInputElement>("input[type=search]");
    if (!root || !field || isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
    const stops = [field, ...root.querySelectorAll<HTMLElement>(".search-result")];
    const at = stops.findIndex((stop) => stop === target);
    if (at === -1) return;
    if (key === "Escape") {
      if (at === 0 && query.peek() === "") return;
      event.preventDefault();
      if (at === 0) query.value = "";
      else field.focus();
      return;
    }
    const step = key === "ArrowDown" ? 1 : key === "ArrowUp" ? -1 : 0;
    const stop = step === 0 ? undefined : stops[at + step];
    if (!stop) return;
    event.preventDefault();
    stop.focus();
  };
  root?.addEventListener("keydown", walk);
  return () => root?.removeEventListener("keydown", walk);
};
