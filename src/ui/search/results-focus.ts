import type { RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { Search } from "./search-model.ts";

/**
 * What Enter does in the search: it goes to the first result. Pressed before there are results for what was typed, it goes there once
 * they have come, unless the student has typed on or left the field.
 */
export const useEnter = (search: Search, root: RefObject<HTMLElement | null>): (() => void) => {
  const awaited = useRef<string | null>(null);
  const go = (): void => {
    const found = search.found.peek();
    const sought = awaited.current;
    if (sought === null) return;
    if (search.query.peek() !== sought || document.activeElement !== fieldIn(root))
      awaited.current = null;
    else if (found?.query === sought) {
      const first = firstIn(root);
      if (first || found.whole) awaited.current = null;
      first?.focus();
    }
  };
  useLayoutEffect(go, [search.found.value]);
  return () => {
    awaited.current = search.query.peek();
    go();
  };
};

/**
 * Keeps the keyboard among the results as they change: while the store is being read a better result may take another's place, and what
 * was found may be deleted elsewhere. Where the focused one has gone the first is next, or else the field: a better place than what the
 * shell would find, and there from the start.
 */
export const useResultFocus = (search: Search, root: RefObject<HTMLElement | null>): void => {
  // Before the results are drawn anew: what is taken out or moved then has lost its focus.
  const before = document.activeElement;
  useLayoutEffect(() => {
    if (document.activeElement !== document.body || !(before instanceof HTMLElement)) return;
    if (!before.matches(".search-result")) return;
    const next = before.isConnected ? before : (firstIn(root) ?? fieldIn(root));
    next?.focus();
  }, [search.found.value]);
};

const fieldIn = ({ current }: RefObject<HTMLElement | null>) =>
  current?.querySelector<HTMLElement>("input[type=search]");

const firstIn = ({ current }: RefObject<HTMLElement | null>) =>
  current?.querySelector<HTMLElement>(".search-result");
