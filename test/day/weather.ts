/** The network of a school day, drawn from a seed: one kind of weather for some actions, then another. */
import type { Fate, Network } from "../support/network.ts";
import type { Random } from "../simulation/prng.ts";

/** How likely each kind is to come next. */
const KINDS = { good: 30, slow: 20, lossy: 20, portal: 12, offline: 18 } as const;
type Kind = keyof typeof KINDS;

const LATENCY_MIN_MS = 50;
const LATENCY_MAX_MS = 3_000;

export interface Weather {
  /** Moves on by one action; what has changed, in words, or null. */
  tick(): string | null;
  /** Whether a new connection may get through at all. */
  reachable(): boolean;
  /** Good from now on, until the next change. */
  calm(): void;
  /** Good for good: what still hangs is broken off. */
  clear(): void;
}

/** Most waits are short and some are long: each tenfold is as likely as the next. */
const latency = (random: Random, most: number): number =>
  Math.round(LATENCY_MIN_MS * (most / LATENCY_MIN_MS) ** random.next());

export const startWeather = (network: Network, random: Random): Weather => {
  let kind: Kind = "good";
  let left = random.between(4, 10);

  const decide = (): Fate => {
    const good: Fate = { kind: "passed", delayMs: latency(random, 300) };
    if (kind === "slow") return { kind: "passed", delayMs: latency(random, LATENCY_MAX_MS) };
    if (kind === "portal") return { kind: "portal", delayMs: latency(random, 300) };
    if (kind === "lossy")
      return {
        kind: random.weighted({ passed: 50, lost: 10, reset: 20, "answer-reset": 20 }),
        delayMs: latency(random, 1_000),
      };
    return good;
  };
  const turn = (next: Kind): void => {
    kind = next;
    // A change of network ends what hung on the old one.
    network.goOffline();
    if (kind !== "offline") network.goOnline();
  };
  network.decide = decide;
  return {
    tick: () => {
      left -= 1;
      if (left > 0) return null;
      const next = random.weighted(KINDS);
      left = random.between(4, 14);
      if (next === kind) return null;
      turn(next);
      return `the network is ${next}`;
    },
    reachable: () => kind !== "offline" && kind !== "portal",
    calm: () => {
      if (kind !== "good") turn("good");
      left = Math.max(left, 4);
    },
    clear: () => {
      turn("good");
      network.decide = null;
    },
  };
};
