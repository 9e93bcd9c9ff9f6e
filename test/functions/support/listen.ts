/** What a client hears of a streamed answer. */
import { createParser } from "eventsource-parser";

export type Heard = { event: string; data: Record<string, unknown> };

/** The events of an answer, one by one. */
export async function* eventsOf(response: Response): AsyncGenerator<Heard> {
  const heard: Heard[] = [];
  const parser = createParser({
    onEvent: ({ event: name, data }) =>
      heard.push({ event: name ?? "", data: JSON.parse(data) as Record<string, unknown> }),
  });
  const decoder = new TextDecoder();
  if (!response.body) return;
  for await (const bytes of response.body) {
    parser.feed(decoder.decode(bytes, { stream: true }));
    yield* heard.splice(0);
  }
}

/** All of its events, its text and its last word. */
export const listen = async (response: Response) => {
  const events: Heard[] = [];
  for await (const one of eventsOf(response)) events.push(one);
  const text = events.flatMap(({ event: name, data }) => (name === "text" ? [data["text"]] : []));
  return { events, text: text.join(""), end: events.at(-1)?.data };
};
