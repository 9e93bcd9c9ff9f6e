import type { RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

interface KeptFocus {
  onFocusIn: () => void;
  onFocusOut: (event: FocusEvent) => void;
}

/**
 * A button in `place` that goes once it was pressed takes the focus with it. This gives the focus to `place` itself then (its tabIndex
 * must allow it), so that the keyboard's way doesn't begin again at the top of the page; also where the button goes while a modal dialog
 * that it opened still has the focus. `changed` is what the content depends on; what is returned belongs on `place`.
 */
export const useKeptFocus = (place: RefObject<HTMLElement | null>, changed: unknown): KeptFocus => {
  const within = useRef(false);
  const settle = () => {
    const at = document.activeElement;
    if (within.current && at === document.body && !modalBeside(place.current))
      place.current?.focus({ preventScroll: true });
  };
  useLayoutEffect(settle, [changed]);
  return {
    onFocusIn: () => {
      within.current = true;
    },
    // Some browsers tell of the focus of an element that is being removed: that is no leaving.
    onFocusOut: ({ target }) =>
      queueMicrotask(() => {
        const gone = target instanceof Node && !target.isConnected;
        if (gone || place.current?.contains(document.activeElement)) return;
        const modal = modalBeside(place.current);
        within.current = modal !== null;
        modal?.addEventListener(
          "close",
          () => {
            settle();
            within.current = place.current?.contains(document.activeElement) ?? false;
          },
          { once: true },
        );
      }),
  };
};

/** The modal dialog that keeps the focus from `place`, if there is one. */
const modalBeside = (place: HTMLElement | null): Element | null => {
  const modal = document.querySelector("dialog:modal");
  return modal?.contains(place) ? null : modal;
};
