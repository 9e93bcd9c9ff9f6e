import { useLayoutEffect, useState } from "preact/hooks";
import { watch } from "../store/live.ts";
import { afterFirstDrawn } from "./shell/first-screen.ts";

interface Start<T> {
  /** What the query is known to have found a moment ago: shown at once. What it finds now follows when that has been drawn. */
  first?: T | undefined;
  /** What the first screen is not there for: at a start the query waits until that has been drawn. */
  later?: true;
}

/**
 * A live query's latest result; undefined until the first. It runs again when `deps` change, and the old result stays until the new
 * one is there, so that nothing flickers. A failing query throws to the nearest error boundary.
 */
export const useLive = <T>(
  query: () => Promise<T>,
  deps: readonly unknown[],
  { first, later }: Start<T> = {},
): T | undefined => {
  const [result, setResult] = useState<{ value: T } | { error: unknown } | null>(
    first === undefined ? null : { value: first },
  );
  // It begins with the screen, and not a frame after it.
  useLayoutEffect(
    () => {
      let unwatch = (): void => {};
      const begin = (): void => {
        unwatch = watch(
          query,
          (value) => setResult({ value }),
          (error) => setResult({ error }),
        );
      };
      const unwait = later || first !== undefined ? afterFirstDrawn(begin) : begin();
      return () => {
        unwait?.();
        unwatch();
      };
    },
    // The query is a new closure at every render; what it depends on is told by `deps`.
    [...deps],
  );
  if (result && "error" in result) throw result.error;
  return result?.value;
};
