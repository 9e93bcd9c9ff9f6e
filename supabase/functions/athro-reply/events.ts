/** A reply as server-sent events: `writing` when it begins, `text` for each piece, `end` with what a plain answer would be. */
const ALIVE_MS = 10_000;

export interface EventStream {
  body: ReadableStream<Uint8Array>;
  send(event: "writing" | "text" | "end", data: Readonly<Record<string, unknown>>): void;
  close(): void;
}

/** Whoever reads may leave at any time; what is sent then goes nowhere, and no one waits for a slow reader. */
export const createEvents = (): EventStream => {
  const encoder = new TextEncoder();
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  const write = (text: string) => controller?.enqueue(encoder.encode(text));
  // Proxies hang up on what is silent, and a model may think for long.
  const alive = setInterval(() => write(": alive\n\n"), ALIVE_MS);
  const leave = () => {
    clearInterval(alive);
    controller = undefined;
  };
  return {
    body: new ReadableStream<Uint8Array>({
      start: (given) => {
        controller = given;
      },
      cancel: leave,
    }),
    send: (event, data) => write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`),
    close: () => {
      controller?.close();
      leave();
    },
  };
};
