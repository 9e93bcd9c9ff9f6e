/** How long a shared device may lie unused before the student is signed out ([U11]), and how long before that they are warned; ms. */
export const IDLE_MS = 900_000;
export const IDLE_WARNING_MS = 60_000;

export type Idleness =
  /** Look again at `next`. */
  | { kind: "active"; next: number }
  /** Without any input they are signed out at `until`. */
  | { kind: "warning"; until: number }
  | { kind: "over" };

/** Where a device stands whose last input was at `last`; both by the local clock, ms. */
export const idlenessAt = (now: number, last: number): Idleness => {
  const until = last + IDLE_MS;
  if (now >= until) return { kind: "over" };
  const warnedFrom = until - IDLE_WARNING_MS;
  return now >= warnedFrom ? { kind: "warning", until } : { kind: "active", next: warnedFrom };
};
