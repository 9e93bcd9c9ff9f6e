/** The parts of Markdown, each loaded when it is needed; a text is plain until they are there. */
import { type ReadonlySignal, signal } from "@preact/signals";
import type { Parts } from "./to-html.ts";

interface Part<T> {
  /** Null until it is loaded. */
  part: ReadonlySignal<T | null>;
  /** Loads it. One that can't be had is tried again when the network returns, or when it is needed the next time. */
  need: () => void;
}

const partOf = <T>(load: () => Promise<T>): Part<T> => {
  const part = signal<T | null>(null);
  let loading = false;
  const need = (): void => {
    if (loading || part.peek()) return;
    loading = true;
    load()
      .then(
        (loaded) => {
          part.value = loaded;
        },
        () => addEventListener("online", need, { once: true }),
      )
      .finally(() => {
        loading = false;
      });
  };
  return { part, need };
};

export const markdown = partOf(() => import("./render.optional.ts"));
const maths = partOf<NonNullable<Parts["maths"]>>(
  async () => (await import("./maths.optional.ts")).toMathML,
);
const colours = partOf<NonNullable<Parts["colours"]>>(
  async () => (await import("./highlight.optional.ts")).toColours,
);

export const optional = { maths, colours };
