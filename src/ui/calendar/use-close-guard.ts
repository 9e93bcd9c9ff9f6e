import { useEffect, useLayoutEffect } from "preact/hooks";

/**
 * Keeps an open form from being closed without a question. Escape is taken as a key, since browsers close a dialog that has refused
 * its `cancel` event once; from the first key after it has opened. While something is unsaved, leaving the page asks too.
 */
export const useCloseGuard = (isOpen: boolean, unsaved: boolean, onEscape: () => void): void => {
  useLayoutEffect(() => {
    if (!isOpen) return;
    const pressed = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || event.isComposing || event.defaultPrevented) return;
      event.preventDefault();
      onEscape();
    };
    document.addEventListener("keydown", pressed);
    return () => document.removeEventListener("keydown", pressed);
  }, [isOpen, onEscape]);
  useEffect(() => {
    if (!unsaved) return;
    const leaving = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", leaving);
    return () => removeEventListener("beforeunload", leaving);
  }, [unsaved]);
};
