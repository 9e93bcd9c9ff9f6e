/** A brake on guessing passwords: failed sign-ins per email and per address, within a sliding window. */

export interface SignInLimits {
  /** Failures within the window before further tries are turned away. */
  perEmail: number;
  perAddress: number;
  windowMs: number;
}

export const SIGN_IN_LIMITS: SignInLimits = { perEmail: 10, perAddress: 100, windowMs: 300_000 };

/** Names kept at most. The oldest go first: forgetting some of a flood is better than holding it all. */
const NAMES_MAX = 10_000;

export class Attempts {
  readonly #limits: SignInLimits;
  readonly #now: () => number;
  /** Times of failure by name, in the order of each name's first. */
  readonly #failures = new Map<string, number[]>();

  constructor(limits: SignInLimits, now: () => number = Date.now) {
    this.#limits = limits;
    this.#now = now;
  }

  mayTry(email: string, address: string): boolean {
    return (
      this.#recent(`email ${email}`).length < this.#limits.perEmail &&
      this.#recent(`address ${address}`).length < this.#limits.perAddress
    );
  }

  /** Counted when the try begins, so that many at once don't slip through. `succeed` takes it back. */
  begin(email: string, address: string): void {
    for (const name of [`email ${email}`, `address ${address}`]) {
      this.#failures.set(name, [...this.#recent(name), this.#now()]);
    }
    for (const name of this.#failures.keys()) {
      if (this.#failures.size <= NAMES_MAX) break;
      this.#failures.delete(name);
    }
  }

  succeed(email: string, address: string): void {
    this.#failures.delete(`email ${email}`);
    this.#failures.set(`address ${address}`, this.#recent(`address ${address}`).slice(0, -1));
  }

  #recent(name: string): number[] {
    const since = this.#now() - this.#limits.windowMs;
    return (this.#failures.get(name) ?? []).filter((time) => time > since);
  }
}
