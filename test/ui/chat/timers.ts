/** Timers that fire when the test says so. */
export interface ManualTimers {
  after(ms: number, callback: () => void): () => void;
  /** Lets `ms` go by, and whatever was started by it. */
  pass(ms: number): Promise<void>;
}

/** Promises that are already resolved run on. */
export const settled = async (): Promise<void> => {
  for (let n = 0; n < 20; n += 1) await Promise.resolve();
};

export const manualTimers = (): ManualTimers => {
  let now = 0;
  const waiting = new Set<{ at: number; callback: () => void }>();
  return {
    after: (ms, callback) => {
      const timer = { at: now + ms, callback };
      waiting.add(timer);
      return () => waiting.delete(timer);
    },
    pass: async (ms) => {
      const end = now + ms;
      for (;;) {
        const next = [...waiting].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
        if (!next) break;
        waiting.delete(next);
        now = next.at;
        next.callback();
        await settled();
      }
      now = end;
      await settled();
    },
  };
};
