/** A body that is larger than its reader allows. */
export class BodyTooLarge extends Error {
  override name = "BodyTooLarge";
}

/**
 * The body as text, read no further than `bytesMax`: neither a client nor a server at the other end decides how much memory this
 * takes. Throws `BodyTooLarge`, and whatever the stream throws when it is cut off or its signal fires.
 */
export const readText = async (source: Source, bytesMax: number): Promise<string> => {
  let text = "";
  await readChunks(source, bytesMax, (chunk) => {
    text += chunk;
    return true;
  });
  return text;
};

interface Source {
  readonly body: ReadableStream<Uint8Array> | null;
}

/** As `readText`, chunk by chunk, for as long as `take` wants more. What is no UTF-8 becomes U+FFFD. */
export const readChunks = async (
  source: Source,
  bytesMax: number,
  take: (chunk: string) => boolean,
): Promise<void> => {
  if (source.body === null) return;
  const reader = source.body.getReader();
  const decoder = new TextDecoder();
  let bytes = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) {
        take(decoder.decode());
        return;
      }
      bytes += value.byteLength;
      if (bytes > bytesMax) throw new BodyTooLarge(`more than ${bytesMax} bytes`);
      if (!take(decoder.decode(value, { stream: true }))) return;
    }
  } finally {
    // Nothing waits for the cancellation: the sender may never acknowledge it.
    reader.cancel().catch(() => undefined);
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
