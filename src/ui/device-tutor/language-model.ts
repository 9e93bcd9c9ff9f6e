/** The little that is used here of the browser's own language model (Prompt API, Chrome), which TypeScript's library does not know. */
export interface LanguageModelApi {
  availability(
    options: ModelOptions,
  ): Promise<"unavailable" | "downloadable" | "downloading" | "available">;
  create(
    options: ModelOptions & {
      initialPrompts?: readonly { role: "system" | "user" | "assistant"; content: string }[];
      monitor?: (monitor: EventTarget) => void;
      signal?: AbortSignal;
    },
  ): Promise<ModelSession>;
}

interface ModelSession {
  promptStreaming(text: string, options?: { signal?: AbortSignal }): ReadableStream<string>;
  destroy(): void;
}

interface ModelOptions {
  expectedInputs: readonly { type: "text"; languages: readonly string[] }[];
  expectedOutputs: readonly { type: "text"; languages: readonly string[] }[];
}

/** English is what such models are made for; Welsh is asked of none. */
export const MODEL_OPTIONS: ModelOptions = {
  expectedInputs: [{ type: "text", languages: ["en"] }],
  expectedOutputs: [{ type: "text", languages: ["en"] }],
};

/** Undefined where the browser has none. */
export const languageModel = (): LanguageModelApi | undefined =>
  (globalThis as { LanguageModel?: LanguageModelApi }).LanguageModel;
