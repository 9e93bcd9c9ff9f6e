import type { CDPSession } from "playwright-core";

/** One thing that the browser did. */
export interface TraceEvent {
  name: string;
  /** `X` for what has a length. */
  ph: string;
  pid: number;
  tid: number;
  /** When it began and how long it took, µs. */
  ts: number;
  dur?: number;
  /** Processor time in µs: unlike the clock's, it does not count what other programs took. */
  tdur?: number;
  args?: { name?: string; data?: { type?: string } };
}

/** Names a thread of the browser's, of all its processes. */
export const threadOf = ({ pid, tid }: TraceEvent): string => `${pid} ${tid}`;

/** What the browser did, of these categories, while `act` ran. */
export const trace = async (
  session: CDPSession,
  includedCategories: string[],
  act: () => Promise<unknown>,
): Promise<TraceEvent[]> => {
  const events: TraceEvent[] = [];
  session.on("Tracing.dataCollected", ({ value }) => {
    // The protocol's types have nothing but texts in an event.
    for (const one of value) events.push(one as unknown as TraceEvent);
  });
  const complete = new Promise((resolve) => session.once("Tracing.tracingComplete", resolve));
  await session.send("Tracing.start", {
    transferMode: "ReportEvents",
    traceConfig: { includedCategories },
  });
  await act();
  await session.send("Tracing.end");
  await complete;
  return events;
};
