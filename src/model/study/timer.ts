/** A time set for revising, on one device. All instants are ms since 1970, given from outside. */
export interface StudyTimer {
  /** The database of whose it is: on a shared device nobody meets another's. */
  of: string;
  athroId: string;
  /** What it was set to, `prolong` included. */
  minutes: number;
  /** When it ends, while it runs; null while it is paused. */
  ends: number | null;
  /** What is left while it is paused, ms; null while it runs. */
  left: number | null;
}

const MINUTES_MAX = 600;
const MINUTE_MS = 60_000;
/** One that ended longer ago is of another day, and no longer told of. */
const FORGOTTEN_MS = 12 * 60 * MINUTE_MS;

export const startTimer = (
  of: string,
  athroId: string,
  minutes: number,
  now: number,
): StudyTimer => ({ of, athroId, minutes, ends: now + minutes * MINUTE_MS, left: null });

/** Ms until the end; 0 once it is over. Never more than was set, wherever the clock has been put since. */
export const leftOf = ({ ends, left, minutes }: StudyTimer, now: number): number =>
  Math.min(minutes * MINUTE_MS, Math.max(0, left ?? (ends ?? now) - now));

export const isPaused = ({ ends }: StudyTimer): boolean => ends === null;

export const isOver = (timer: StudyTimer, now: number): boolean => leftOf(timer, now) === 0;

export const pause = (timer: StudyTimer, now: number): StudyTimer =>
  isPaused(timer) ? timer : { ...timer, ends: null, left: leftOf(timer, now) };

export const resume = (timer: StudyTimer, now: number): StudyTimer =>
  isPaused(timer) ? { ...timer, ends: now + leftOf(timer, now), left: null } : timer;

/** Some minutes more, from now on if it is over. It runs. */
export const prolong = (timer: StudyTimer, minutes: number, now: number): StudyTimer => ({
  ...timer,
  minutes: Math.min(MINUTES_MAX, timer.minutes + minutes),
  ends: now + leftOf(timer, now) + minutes * MINUTE_MS,
  left: null,
});

export const timerText = (timer: StudyTimer): string => JSON.stringify(timer);

/** Reads what `timerText` wrote; null for anything else, and for one that is long over. */
export const parseTimer = (text: string | null, now: number): StudyTimer | null => {
  const timer = parsed(text);
  if (!timer) return null;
  return timer.ends !== null && timer.ends < now - FORGOTTEN_MS ? null : timer;
};

const parsed = (text: string | null): StudyTimer | null => {
  let value: unknown;
  try {
    value = JSON.parse(text ?? "null");
  } catch {
    return null;
  }
  if (typeof value !== "object" || value === null) return null;
  const { of, athroId, minutes, ends, left } = value as Record<string, unknown>;
  if (typeof of !== "string" || typeof athroId !== "string") return null;
  if (!isWithin(minutes, 1, MINUTES_MAX)) return null;
  if (isWithin(ends, 0, Number.MAX_SAFE_INTEGER) && left === null)
    return { of, athroId, minutes, ends, left };
  if (ends === null && isWithin(left, 0, minutes * MINUTE_MS))
    return { of, athroId, minutes, ends, left };
  return null;
};

const isWithin = (value: unknown, from: number, to: number): value is number =>
  typeof value === "number" && Number.isInteger(value) && value >= from && value <= to;
