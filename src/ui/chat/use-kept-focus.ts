import type { RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

interface KeptFocus {
  onFocusIn: () => void;
  onFocusOut: (event: FocusEvent) => void;
}

/**
 * A button in `place` that goes once it was pressed takes the focus with it. This gives the focus to `place` itself then (its tabIndex
 * must allow it), so that the keyboard's way doesn't begin again at the top of the page. `changed` is what the content depends on; what
 * is returned belongs on `place`.
 */
export const useKeptFocus = (place: RefObject<HTMLElement | null>, changed: unknown): KeptFocus => {
  const within = useRef(false);
  useLayoutEffect(() => {
    if (within.current && document.activeElement === document.body)
      place.current?.focus({ preventScroll: true });
  }, [changed]);
  return {
    onFocusIn: () => {
      within.current = true;
    },
    // Some browsers tell of the focus of an element that is being removed: that is no leaving.
    onFocusOut: ({ target }) =>
      queueMicrotask(() => {
        const gone = target instanceof Node && !target.isConnected;
        if (!gone && !place.current?.contains(document.activeElement)) within.current = false;
      }),
  };
};
