/** A Web Lock of one device, in virtual time. Who dies lets go of it; who waits too long goes on without it. */
import type { Scheduler } from "./scheduler.ts";

const PATIENCE_MS = 2_000;

export class Lock {
  private readonly scheduler: Scheduler;
  private holder: object | null = null;
  private readonly waiting: { owner: object; grant: (got: boolean) => void }[] = [];

  constructor(scheduler: Scheduler) {
    this.scheduler = scheduler;
  }

  held(): boolean {
    return this.holder !== null;
  }

  /** Whether the lock was had; false once patience has run out. */
  take(owner: object): Promise<boolean> {
    if (this.holder === null) {
      this.holder = owner;
      return Promise.resolve(true);
    }
    return new Promise((resolve) => {
      const waiter = {
        owner,
        grant: (got: boolean) => {
          const index = this.waiting.indexOf(waiter);
          if (index >= 0) this.waiting.splice(index, 1);
          cancel();
          resolve(got);
        },
      };
      const cancel = this.scheduler.after(PATIENCE_MS, () => waiter.grant(false));
      this.waiting.push(waiter);
    });
  }

  letGo(owner: object): void {
    if (this.holder !== owner) return;
    this.holder = null;
    const next = this.waiting[0];
    if (!next) return;
    this.holder = next.owner;
    next.grant(true);
  }

  /** A context that died neither holds nor waits. */
  forget(owner: object): void {
    for (const waiter of this.waiting.filter((one) => one.owner === owner))
      this.waiting.splice(this.waiting.indexOf(waiter), 1);
    this.letGo(owner);
  }
}
