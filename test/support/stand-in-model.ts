import type { BrowserContext, Page } from "playwright-core";

/**
 * A stand-in for Chrome's `LanguageModel`, which Chromium does not have. It says who it was told to be and how much came
 * before, a word at a time; to a question with "slow" it does not end by itself.
 */
const standInModel = (): void => {
  type Prompts = { initialPrompts?: { content: string }[] };
  Object.assign(globalThis, {
    LanguageModel: {
      availability: async () => "downloadable",
      create: async ({ initialPrompts: prompts = [] }: Prompts) => ({
        promptStreaming: (text: string, { signal }: { signal?: AbortSignal } = {}) =>
          new ReadableStream<string>({
            start: (controller) => {
              const who = prompts[0]?.content.split(",", 1)[0];
              const words = `Here I am: ${who} and ${prompts.length - 1} before.`;
              for (const word of words.split(/(?<= )/)) controller.enqueue(word);
              if (text.includes("slow"))
                signal?.addEventListener("abort", () => controller.error(signal.reason));
              else controller.close();
            },
          }),
        destroy: () => {},
      }),
    },
  });
};

/** Gives it to the page that is there. */
export const addModel = (page: Page): Promise<unknown> => page.evaluate(NAMED);

/** Gives it to every page that is opened from now on. */
export const addModelTo = (context: BrowserContext): Promise<unknown> =>
  context.addInitScript(NAMED);

/** Compilers may wrap its functions to keep their names, by a helper that the page lacks. */
const NAMED = `{ const __name = (made) => made; (${standInModel})(); }`;
