import { useLayoutEffect } from "preact/hooks";
import { wanted } from "../wanted.ts";

/** Alt+Q, wherever the focus is on the calendar; heard from its first key on, also before there is anything to open. */
export const useQuickShortcut = (): void =>
  useLayoutEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (!event.altKey || event.ctrlKey || event.metaKey || event.code !== "KeyQ") return;
      if (document.querySelector("dialog[open]")) return;
      event.preventDefault();
      wanted.value = { kind: "quick" };
    };
    document.addEventListener("keydown", pressed);
    return () => document.removeEventListener("keydown", pressed);
  }, []);
