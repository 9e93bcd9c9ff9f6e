/** The parts of Markdown, each loaded when it is needed; a text is plain until they are there. */
import { type ReadonlySignal, signal } from "@preact/signals";
import type { Parts } from "./to-html.ts";

interface Part<T> {
  /** Null until it is loaded. */
  part: ReadonlySignal<T | null>;
  /** Loads it. One that can't be had is tried again when the network returns, or when it is needed the next time. */
  need: () => void;
  /** The same; resolves when it is there, or can't be had. */
  load: () => Promise<void>;
}

const partOf = <T>(fetch: () => Promise<T>): Part<T> => {
  const part = signal<T | null>(null);
  let loading: Promise<void> | null = null;
  const load = (): Promise<void> => {
    if (part.peek()) return Promise.resolve();
    loading ??= fetch()
      .then(
        (loaded) => {
          part.value = loaded;
        },
        () => addEventListener("online", need, { once: true }),
      )
      .finally(() => {
        loading = null;
      });
    return loading;
  };
  const need = (): void => void load();
  return { part, need, load };
};

const loadRenderer = () => import("./render.optional.ts");
type Renderer = Awaited<ReturnType<typeof loadRenderer>>;

const prepared = async (renderer: Renderer): Promise<Renderer> => {
  for (const prepare of renderer.preparations) {
    await new Promise((resolve) => setTimeout(resolve));
    prepare();
  }
  return renderer;
};

export const markdown = partOf(() => loadRenderer().then(prepared));
const maths = partOf<NonNullable<Parts["maths"]>>(
  async () => (await import("./maths.optional.ts")).toMathML,
);
const colours = partOf<NonNullable<Parts["colours"]>>(
  async () => (await import("./highlight.optional.ts")).toColours,
);

export const optional = { maths, colours };

/** All of them, those that can be had. */
export const loadAll = async (): Promise<{
  renderer: Renderer | null;
  parts: Parts;
}> => {
  const all = [markdown, maths, colours];
  await Promise.all(all.map((one) => one.load()));
  return {
    renderer: markdown.part.peek(),
    parts: { maths: maths.part.peek(), colours: colours.part.peek() },
  };
};
