import { useLayoutEffect } from "preact/hooks";

/** While `on`, gives Escape to the question on top, before any guard of what it stands over. From the first key after it has opened. */
export const useEscapeFirst = (on: boolean, escaped: () => void): void =>
  useLayoutEffect(() => {
    if (!on) return;
    const pressed = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || event.isComposing) return;
      event.preventDefault();
      escaped();
    };
    document.addEventListener("keydown", pressed, true);
    return () => document.removeEventListener("keydown", pressed, true);
  }, [on]);
