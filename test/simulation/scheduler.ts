/**
 * Virtual time. Whatever happens in the simulation is an event here; one event runs at a time, together with the real work that it
 * sets off (IndexedDB, PostgreSQL), and time stands still meanwhile. So the order of everything follows from the seed.
 */
interface Event {
  at: number;
  order: number;
  run: () => void;
}

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

export class Scheduler {
  /** ms since 1970. */
  now: number;
  /** Events that have run. */
  steps = 0;
  private readonly queue: Event[] = [];
  private order = 0;
  private busy = 0;
  private idle: (() => void) | null = null;

  constructor(start: number) {
    this.now = start;
  }

  /** Plans an event; the returned function takes it back. */
  after(ms: number, run: () => void): () => void {
    const event: Event = { at: this.now + Math.max(0, ms), order: this.order, run };
    this.order += 1;
    let low = 0;
    let high = this.queue.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const other = this.queue[middle];
      if (other && (other.at < event.at || (other.at === event.at && other.order < event.order)))
        low = middle + 1;
      else high = middle;
    }
    this.queue.splice(low, 0, event);
    return () => {
      const index = this.queue.indexOf(event);
      if (index >= 0) this.queue.splice(index, 1);
    };
  }

  /** A point in virtual time to wait for. */
  pause(ms: number): Promise<void> {
    return new Promise((resolve) => this.after(ms, resolve));
  }

  /** Says that real work goes on: the event that is running lasts until `release` has been called as often. */
  hold(): void {
    this.busy += 1;
  }

  release(): void {
    this.busy -= 1;
    if (this.busy === 0) this.idle?.();
  }

  async track<T>(work: () => PromiseLike<T>): Promise<T> {
    this.hold();
    try {
      return await work();
    } finally {
      this.release();
    }
  }

  /** When the next event is, or null. */
  nextAt(): number | null {
    return this.queue[0]?.at ?? null;
  }

  /** Runs the next event to its end; false if there is none. */
  async step(): Promise<boolean> {
    const event = this.queue.shift();
    if (!event) return false;
    this.now = Math.max(this.now, event.at);
    this.steps += 1;
    event.run();
    await this.settle();
    return true;
  }

  /** Until nothing real goes on. Continuations run as microtasks, so one turn of the event loop shows whether more began. */
  async settle(): Promise<void> {
    for (;;) {
      await nextTurn();
      if (this.busy === 0) return;
      await new Promise<void>((resolve) => {
        this.idle = resolve;
      });
      this.idle = null;
    }
  }
}
