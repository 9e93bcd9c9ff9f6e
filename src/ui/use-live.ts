import { useLayoutEffect, useState } from "preact/hooks";
import { watch } from "../store/live.ts";

/**
 * A live query's latest result; undefined until the first. It runs again when `deps` change, and the old result stays until the new
 * one is there, so that nothing flickers. A failing query throws to the nearest error boundary.
 */
export const useLive = <T>(query: () => Promise<T>, deps: readonly unknown[]): T | undefined => {
  const [result, setResult] = useState<{ value: T } | { error: unknown } | null>(null);
  // It begins with the screen, and not a frame after it.
  useLayoutEffect(
    () =>
      watch(
        query,
        (value) => setResult({ value }),
        (error) => setResult({ error }),
      ),
    // The query is a new closure at every render; what it depends on is told by `deps`.
    [...deps],
  );
  if (result && "error" in result) throw result.error;
  return result?.value;
};
