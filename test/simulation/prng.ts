/** Random numbers that follow from a seed alone, the same on every machine. */
export interface Random {
  /** In [0, 1). */
  next(): number;
  /** A whole number in [0, below). */
  int(below: number): number;
  /** A whole number in [low, high]. */
  between(low: number, high: number): number;
  chance(probability: number): boolean;
  /** Throws RangeError on an empty list. */
  pick<T>(items: readonly T[]): T;
  /** One of the keys, each as likely as its weight says. */
  weighted<K extends string>(weights: Readonly<Record<K, number>>): K;
  uuid(): string;
  /** A stream of its own: what is drawn from it moves nothing in this one. */
  fork(label: string): Random;
}

const hash = (text: string, start: number): number => {
  let h = start;
  for (let i = 0; i < text.length; i += 1) {
    h = Math.imul(h ^ text.charCodeAt(i), 0x5bd1e995);
    h ^= h >>> 13;
  }
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  return (h ^ (h >>> 15)) >>> 0;
};

export const createRandom = (seed: string): Random => {
  let a = hash(seed, 0x9e3779b9);
  let b = hash(seed, 0x7f4a7c15);
  let c = hash(seed, 0x243f6a88);
  let counter = 1;

  const draw = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return sum >>> 0;
  };
  for (let i = 0; i < 12; i += 1) draw();

  const next = (): number => draw() / 2 ** 32;
  const int = (below: number): number => Math.floor(next() * below);
  const random: Random = {
    next,
    int,
    between: (low, high) => low + int(high - low + 1),
    chance: (probability) => next() < probability,
    pick(items) {
      if (items.length === 0) throw new RangeError("nothing to pick from");
      return items[int(items.length)] as (typeof items)[number];
    },
    weighted(weights) {
      const entries = Object.entries(weights) as [keyof typeof weights, number][];
      let left = next() * entries.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [key, weight] of entries) {
        left -= weight;
        if (left < 0) return key;
      }
      throw new RangeError("no weights");
    },
    uuid() {
      const hex = Array.from({ length: 4 }, () => draw().toString(16).padStart(8, "0")).join("");
      const variant = "89ab"[int(4)] ?? "8";
      return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
    },
    fork: (label) => createRandom(`${seed}/${label}`),
  };
  return random;
};
