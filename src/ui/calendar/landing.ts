import { signal } from "@preact/signals";
import type { RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

/** The event that is to have the focus once it is shown: the one just saved. */
export const landing = signal<string | null>(null);

/** Gives an event's button the focus when it is the one to land on. */
export const useLanding = (id: string): RefObject<HTMLButtonElement | null> => {
  const button = useRef<HTMLButtonElement>(null);
  const lands = landing.value === id;
  useLayoutEffect(() => {
    if (!lands || landing.peek() !== id) return;
    landing.value = null;
    button.current?.focus();
  }, [lands]);
  return button;
};
