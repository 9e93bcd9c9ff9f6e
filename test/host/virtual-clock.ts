import type { Clock } from "../../src/sync/ports.ts";

interface Timer {
  at: number;
  callback: () => void;
}

/** A clock that stands still until it is advanced, with timers. */
export class VirtualClock implements Clock {
  readonly timers = new Set<Timer>();
  private readonly time: { ms: number };

  /** `time` is shared with the store, so that both agree. */
  constructor(time: { ms: number }) {
    this.time = time;
  }

  now(): number {
    return this.time.ms;
  }

  after(ms: number, callback: () => void): () => void {
    const timer = { at: this.time.ms + ms, callback };
    this.timers.add(timer);
    return () => this.timers.delete(timer);
  }

  /** Lets time pass, calling back whatever is due meanwhile. */
  advance(ms: number): void {
    const until = this.time.ms + ms;
    for (;;) {
      const due = [...this.timers].filter(({ at }) => at <= until);
      const [next] = due.toSorted((a, b) => a.at - b.at);
      if (!next) break;
      this.timers.delete(next);
      this.time.ms = Math.max(this.time.ms, next.at);
      next.callback();
    }
    this.time.ms = until;
  }
}
