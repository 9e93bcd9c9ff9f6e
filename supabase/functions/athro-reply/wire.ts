/** A body that is larger than its reader allows. */
export class BodyTooLarge extends Error {
  override name = "BodyTooLarge";
}

/**
 * The body as text, read no further than `bytesMax`: neither a client nor a server at the other end decides how much memory this
 * takes. Throws `BodyTooLarge`, and whatever the stream throws when it is cut off or its signal fires.
 */
export const readText = async (
  source: { readonly body: ReadableStream<Uint8Array> | null },
  bytesMax: number,
): Promise<string> => {
  if (source.body === null) return "";
  const reader = source.body.getReader();
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    bytes += value.byteLength;
    if (bytes > bytesMax) {
      // Nothing waits for the cancellation: the sender may never acknowledge it.
      reader.cancel().catch(() => undefined);
      throw new BodyTooLarge(`more than ${bytesMax} bytes`);
    }
    text += decoder.decode(value, { stream: true });
  }
};

/** The parsed JSON, or undefined where `text` is none (JSON itself has no undefined). */
export const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** What kind of failure it was, and no more: the message of a failed request can quote addresses and headers. */
export const causeOf = (error: unknown): string =>
  error instanceof Error ? error.name : "unknown failure";
