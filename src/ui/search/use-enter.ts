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
    const field = root.current?.querySelector("input[type=search]");
    if (sought === null) return;
    if (search.query.peek() !== sought || document.activeElement !== field) awaited.current = null;
    else if (found?.query === sought) {
      const first = root.current?.querySelector<HTMLElement>(".search-result");
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
