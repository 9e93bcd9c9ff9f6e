/** Watches for input on a shared device, in all of its tabs together ([U11]). */
import { idlenessAt } from "../model/idle.ts";

const KEY = "athro:last-input";
/** How often input is told to the other tabs, ms. */
const TELL_INTERVAL_MS = 2_000;
/** The longest that is waited for a timer, which a sleep of the device does not count, ms. */
const LOOK_INTERVAL_MS = 30_000;
const INPUTS = ["pointerdown", "pointermove", "keydown", "wheel", "touchstart", "input"] as const;

/** A browser that forbids its storage has each tab watch for itself. */
const toldInput = (): number => {
  try {
    return Number(localStorage.getItem(KEY)) || 0;
  } catch {
    return 0;
  }
};

/** What a student does counts from now on. */
export const tellInput = (): void => {
  try {
    localStorage.setItem(KEY, String(Date.now()));
  } catch {
    // This tab knows all the same.
  }
};

/**
 * `since` is when the device came to be shared, before which input was not told. `warn` is told when the student will be signed out, ms, and null when that is off; `over` is called once, and ends
 * the watch.
 */
export const watchIdle = (
  since: number,
  warn: (until: number | null) => void,
  over: () => void,
  signal: AbortSignal,
): void => {
  let last = Math.max(since, toldInput());
  let told = last;
  let warned = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const look = (): void => {
    clearTimeout(timer);
    if (signal.aborted) return;
    const now = Date.now();
    // By a clock that has been set back since.
    last = Math.min(Math.max(last, toldInput()), now);
    const found = idlenessAt(now, last);
    if (found.kind === "over") {
      end();
      over();
      return;
    }
    if (warned !== (found.kind === "warning")) {
      warned = !warned;
      warn(found.kind === "warning" ? found.until : null);
    }
    const next = found.kind === "warning" ? found.until : found.next;
    timer = setTimeout(look, Math.min(next - now, LOOK_INTERVAL_MS));
  };
  const input = (): void => {
    // What comes after the time is up, from a device that slept, is someone else's.
    if (idlenessAt(Date.now(), last).kind === "over") return look();
    last = Date.now();
    if (!warned && last - told < TELL_INTERVAL_MS) return;
    told = last;
    tellInput();
    if (warned) look();
  };
  const end = (): void => {
    clearTimeout(timer);
    for (const type of INPUTS) removeEventListener(type, input, true);
    removeEventListener("storage", look);
    document.removeEventListener("visibilitychange", look);
    if (warned) warn(null);
    warned = false;
  };

  for (const type of INPUTS) addEventListener(type, input, { capture: true, passive: true });
  addEventListener("storage", look);
  document.addEventListener("visibilitychange", look);
  signal.addEventListener("abort", end);
  look();
};
