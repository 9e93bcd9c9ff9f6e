import type { RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

/**
 * A button in `place` that goes once it was pressed takes the focus with it. This gives the focus to `place` itself then, so that the
 * keyboard's way doesn't begin again at the top of the page. `changed` is what the content depends on.
 */
export const useKeptFocus = (place: RefObject<HTMLElement | null>, changed: unknown): void => {
  const within = useRef(false);
  useLayoutEffect(() => {
    const element = place.current;
    if (!element) return;
    const enter = () => {
      within.current = true;
    };
    // Some browsers tell of the focus of an element that is being removed: that is no leaving.
    const leave = ({ target }: FocusEvent) =>
      queueMicrotask(() => {
        if (
          target instanceof Node &&
          target.isConnected &&
          !element.contains(document.activeElement)
        )
          within.current = false;
      });
    element.addEventListener("focusin", enter);
    element.addEventListener("focusout", leave);
    return () => {
      element.removeEventListener("focusin", enter);
      element.removeEventListener("focusout", leave);
    };
  }, []);
  useLayoutEffect(() => {
    if (within.current && document.activeElement === document.body)
      place.current?.focus({ preventScroll: true });
  }, [changed]);
};
