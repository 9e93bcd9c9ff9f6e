/** How the oracle compares: on its own, with nothing of the project's. */

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

const write = (value: unknown, text: (one: string) => string): string => {
  if (typeof value === "string") return JSON.stringify(text(value));
  if (Array.isArray(value)) return `[${value.map((one) => write(one, text)).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value ?? null);
  const fields = Object.entries(value).filter(([, inner]) => inner !== undefined);
  fields.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return `{${fields.map(([key, inner]) => `${JSON.stringify(key)}:${write(inner, text)}`).join(",")}}`;
};

/** A value as a text that is the same for the same value: keys in order, nothing else changed. */
export const exactly = (value: unknown): string => write(value, (one) => one);

/** What a message has only where there is something to say: absent and null are the same. */
const RARE: ReadonlySet<string> = new Set(["replaces", "ended", "written_by"]);

const withoutAbsent = (value: unknown): unknown =>
  typeof value === "object" && value !== null && "wants_reply" in value
    ? Object.fromEntries(
        Object.entries(value).filter(([key, one]) => one !== null || !RARE.has(key)),
      )
    : value;

/** The same, with instants in one notation: PostgreSQL writes `+00:00` where a device wrote `Z`. */
export const meaning = (value: unknown): string =>
  write(withoutAbsent(value), (one) => (INSTANT.test(one) ? new Date(one).toISOString() : one));

/** Whether the first of two writes comes after the second: by stamp, then by mutation id. */
export const comesAfter = (
  a: { stamp: number; mid: string },
  b: { stamp: number; mid: string },
): boolean => (a.stamp === b.stamp ? a.mid > b.mid : a.stamp > b.stamp);

const MASK = (1n << 31n) - 1n;

const stir = (h: bigint, part: bigint): bigint => {
  const x = ((h ^ part) * 739982445n) & MASK;
  return ((x ^ (x >> 15n)) * 695872825n) & MASK;
};

/** The digest of some row versions, by its definition and in whole numbers of any size. */
export const digestOfAll = (seqs: Iterable<number>): number => {
  let sum = 0n;
  for (const seq of seqs) {
    const low = BigInt(seq) & MASK;
    const high = BigInt(seq) >> 31n;
    const a = stir(stir(461845907n, low), high);
    const b = stir(stir(1540483477n, high), low);
    sum += ((a & 0x1ffffffn) << 23n) + (b & 0x7fffffn);
  }
  return Number(sum % (1n << 48n));
};

/** A group's `meaning` but for what a wrong clock may have given it, and a right one given anew. */
export const withoutTimes = (values: string): string =>
  values.replace(/"order_key":-?\d+/, "").replace(/"created_at":"[^"]*"/, "");
