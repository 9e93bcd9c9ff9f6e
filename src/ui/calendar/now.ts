import { signal } from "@preact/signals";
import { dateOf, isWallTime, wallTime } from "../../model/civil.ts";
import { localDate, localTime } from "../i18n/dates.ts";

const read = (): string => wallTime(localDate(Date.now()), localTime(Date.now()));

/** This device's wall time, to the minute: the one place where the calendar meets the clock. */
export const now = signal(read());

/** Today's date, from a wall time that was shown as now. */
export const todayOf = (wall: string): string => dateOf(wall);

/** Keeps `now` current until the returned function is called: each minute, and when the page is looked at again. */
export const keepNow = (): (() => void) => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tick = () => {
    const wall = read();
    if (isWallTime(wall)) now.value = wall;
    timer = setTimeout(tick, 60_000 - (Date.now() % 60_000));
  };
  const seen = () => {
    if (document.visibilityState !== "visible") return;
    clearTimeout(timer);
    tick();
  };
  document.addEventListener("visibilitychange", seen);
  tick();
  return () => {
    clearTimeout(timer);
    document.removeEventListener("visibilitychange", seen);
  };
};
