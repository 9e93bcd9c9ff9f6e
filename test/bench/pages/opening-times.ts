/** When the steps of an opening were over, in ms since the page began to load. */
export interface OpeningTimes {
  /** The document is here; its script is asked for. */
  document: number;
  /** The script runs. */
  script: number;
  /** The database is open. */
  opened: number;
  /** The last messages are read. */
  read: number;
}

/** Shows the times to whoever measures; `messages` makes sure that there was something to read. */
export const showTimes = (times: Omit<OpeningTimes, "document">, messages: number): void => {
  const [navigation] = performance.getEntriesByType("navigation");
  if (!(navigation instanceof PerformanceNavigationTiming)) throw new Error("no navigation");
  const result = { ...times, document: navigation.responseEnd, messages };
  Object.assign(globalThis, { bench: { times: () => result } });
};

export interface OpeningBench {
  times(): OpeningTimes & { messages: number };
}
