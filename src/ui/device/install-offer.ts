import { keepOnDevice, readFromDevice } from "../kept-on-device.ts";

/** A start of the app so long after the one before is another visit, ms. */
const VISIT_PAUSE_MS = 1_800_000;

interface Offering {
  /** Whether this is the installed app. */
  installed: boolean;
  /** Whether the browser would ask now. */
  canAsk: boolean;
  /** Whether it can be installed by hand alone: from the share sheet of iOS. */
  byHand: boolean;
  visits: number;
  wrote: boolean;
  dismissed: boolean;
}

/**
 * Whether to offer the installation, and how. A good moment is once Athro has been of use: after the first thing that was written, or
 * on a second visit. Who has declined is not asked again.
 */
export const offerOf = (given: Offering): "ask" | "by-hand" | null => {
  const { installed, canAsk, byHand, visits, wrote, dismissed } = given;
  if (installed || dismissed || (!wrote && visits < 2)) return null;
  return canAsk ? "ask" : byHand ? "by-hand" : null;
};

/** Counts this start if it is a visit of its own. `now`: ms since 1970. */
export const noteVisit = (now: number): void => {
  const [visits, last] = readVisits();
  keepOnDevice("visits", `${now - last >= VISIT_PAUSE_MS ? visits + 1 : visits} ${now}`);
};

export const noteWrite = (): void => keepOnDevice("wrote", "1");

export const declineInstall = (): void => keepOnDevice("install-declined", "1");

export const readOffering = () => ({
  installed: isInstalled(),
  byHand: isIos(),
  visits: readVisits()[0],
  wrote: readFromDevice("wrote") !== null,
  dismissed: readFromDevice("install-declined") !== null,
});

/** Visits so far, and when the last start was, ms. */
const readVisits = (): [number, number] => {
  const [visits, last] = (readFromDevice("visits") ?? "").split(" ").map(Number);
  return [visits || 0, last || 0];
};

/** iOS's own word for it is older than the standard's. */
interface IosNavigator extends Navigator {
  standalone?: boolean;
}

export const isInstalled = (): boolean =>
  matchMedia("(display-mode: standalone), (display-mode: window-controls-overlay)").matches ||
  (navigator as IosNavigator).standalone === true;

/** An iPad says that it is a Mac, which has no touch screen. */
const isIos = (): boolean =>
  /iPhone|iPad|iPod/.test(navigator.userAgent) ||
  (navigator.userAgent.includes("Macintosh") && navigator.maxTouchPoints > 1);
