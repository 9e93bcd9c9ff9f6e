/** What is measured, and how two samples of it are compared. */

/** Throws RangeError on an empty list. */
export const median = (samples: readonly number[]): number => {
  const sorted = samples.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle];
  const lower = sorted[sorted.length % 2 === 0 ? middle - 1 : middle];
  if (upper === undefined || lower === undefined) throw new RangeError("no samples");
  return (lower + upper) / 2;
};

/** One line of the report. */
export interface Figure {
  name: string;
  value: number;
  unit: "ms" | "x" | "rows/s" | "mutations/s" | "requests" | "B" | "KiB" | "";
  /** What `value` is to be at most or at least. Without one, the figure is there for its own sake. */
  target?: { atMost: number } | { atLeast: number };
  /** How it came about: the plain app's own figure, say. */
  note?: string;
}

export const passes = ({ value, target }: Figure): boolean | null => {
  if (target === undefined) return null;
  return "atMost" in target ? value <= target.atMost : value >= target.atLeast;
};

export const inMs = (ms: number): string => `${ms.toFixed(ms < 10 ? 2 : 0)} ms`;

export const inKiB = (bytes: number): string => `${(bytes / 1024).toFixed(1)} KiB`;

export const inRows = (rowsPerSecond: number): string => `${Math.round(rowsPerSecond)} rows/s`;

/** IndexedDB requests by method. */
export const inRequests = (counts: Readonly<Record<string, number>>): string =>
  Object.entries(counts)
    .map(([method, times]) => `${times} ${method}`)
    .join(", ");
