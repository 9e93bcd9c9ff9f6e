import { type ReadonlySignal, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";

/** What is rendered anew of a growing text takes time with its length: at this many characters it is a millisecond's. */
const CHARACTERS_PER_MS = 40;

/** A growing text at most once a frame, and more seldom the longer it is, so that all of it costs what it adds. */
export const usePaced = (source: ReadonlySignal<string>): ReadonlySignal<string> => {
  const shown = useSignal(source.peek());
  useEffect(() => {
    let frame = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let ready = true;
    const show = () => {
      frame = 0;
      const text = source.peek();
      if (text === shown.peek()) return;
      shown.value = text;
      ready = false;
      timer = setTimeout(() => {
        ready = true;
        ask();
      }, text.length / CHARACTERS_PER_MS);
    };
    const ask = () => {
      if (ready && frame === 0) frame = requestAnimationFrame(show);
    };
    const unsubscribe = source.subscribe(ask);
    return () => {
      unsubscribe();
      clearTimeout(timer);
      cancelAnimationFrame(frame);
    };
  }, [source]);
  return shown;
};
