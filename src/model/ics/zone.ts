/** What a zone's clock shows, and the observances that RFC 5545 wants a calendar to carry for each zone that it names. */
import { dateOfDay, dayOfDate } from "../civil.ts";

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const MINUTE_NS = 60_000_000_000;
/** Between two looks for a change of the clock: no zone changes it and back within it. */
const STEP_MS = 14 * DAY_MS;

/** Minutes that a zone is ahead of UTC at an instant (ms). */
export type Offset = (ms: number) => number;

/** Of the Temporal API, which not all browsers have. */
interface KnowingOffsets {
  Temporal?: {
    Instant: {
      fromEpochMilliseconds(ms: number): {
        toZonedDateTimeISO(zone: string): { offsetNanoseconds: number };
      };
    };
  };
}

/** Temporal takes whole times in the place of a name. */
const MAY_BE_NAME = /^[a-z][\w+/-]*$/i;

/**
 * Null for a name that this device does not know. By Temporal where there is one: it is quicker, and a page's first `Intl.DateTimeFormat`
 * holds a slow phone up for a tenth of a second.
 */
export const offsetOf = (zone: string): Offset | null => {
  const { Temporal } = globalThis as KnowingOffsets;
  try {
    if (!Temporal || !MAY_BE_NAME.test(zone)) return offsetByIntl(zone);
    const offset: Offset = (ms) =>
      Math.floor(
        Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone).offsetNanoseconds /
          MINUTE_NS,
      );
    // A name that is unknown throws here.
    offset(0);
    return offset;
  } catch {
    return null;
  }
};

/** Throws for a name that is unknown. */
const offsetByIntl = (zone: string): Offset => {
  const format = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  });
  return (ms) => {
    const part: Record<string, string> = {};
    for (const { type, value } of format.formatToParts(ms)) part[type] = value;
    const date = `${(part["year"] ?? "").padStart(4, "0")}-${part["month"]}-${part["day"]}`;
    const minutes = Number(part["hour"]) * 60 + Number(part["minute"]);
    return Math.round(
      ((dayOfDate(date) ?? 0) * DAY_MS +
        minutes * MINUTE_MS -
        Math.floor(ms / MINUTE_MS) * MINUTE_MS) /
        MINUTE_MS,
    );
  };
};

/** A wall time (`YYYY-MM-DDTHH:MM:SS`) as ms on the clock face of UTC. */
export const faceMs = (wall: string): number =>
  (dayOfDate(wall.slice(0, 10)) ?? 0) * DAY_MS +
  (Number(wall.slice(11, 13)) * 3600 +
    Number(wall.slice(14, 16)) * 60 +
    Number(wall.slice(17, 19))) *
    1000;

/**
 * The instant at which a zone's clock shows a wall time, as RFC 5545 has it (3.3.5): the first of two; of a time that the clock skips, by the
 * offset before the change.
 */
export const instantAt = (wall: string, offset: Offset): number => {
  const face = faceMs(wall);
  const before = offset(face - DAY_MS);
  const first = face - before * MINUTE_MS;
  const after = offset(first);
  const second = face - after * MINUTE_MS;
  return after !== before && offset(second) === after ? second : first;
};

/** What a zone's clock shows at an instant, ms, as a wall time. */
export const wallAt = (ms: number, offset: Offset): string => {
  const face = icsTime(ms + offset(ms) * MINUTE_MS);
  return `${face.slice(0, 4)}-${face.slice(4, 6)}-${face.slice(6, 11)}:${face.slice(11, 13)}:${face.slice(13)}`;
};

const two = (n: number): string => String(n).padStart(2, "0");

/** Ms on a clock face as RFC 5545 writes a date with time: `20261123T090000`. */
export const icsTime = (ms: number): string => {
  const day = Math.floor(ms / DAY_MS);
  const second = Math.floor((ms - day * DAY_MS) / 1000);
  const time = `${two(Math.floor(second / 3600))}${two(Math.floor(second / 60) % 60)}${two(second % 60)}`;
  return `${dateOfDay(day).replaceAll("-", "")}T${time}`;
};

const icsOffset = (minutes: number): string => {
  const size = Math.abs(minutes);
  return `${minutes < 0 ? "-" : "+"}${two(Math.floor(size / 60))}${two(size % 60)}`;
};

/** The lines of a VTIMEZONE that holds from before `from` until after `to`, ms: each change of the clock by itself. */
export const zoneLines = (zone: string, offset: Offset, from: number, to: number): string[] => {
  const changes = changesBetween(offset, from - 2 * DAY_MS, to + 2 * DAY_MS);
  const offsets = changes.map(({ after }) => after);
  const standard = Math.min(...offsets);
  return [
    "BEGIN:VTIMEZONE",
    `TZID:${zone}`,
    ...changes.flatMap(({ at, before, after }) => {
      const kind = after > standard ? "DAYLIGHT" : "STANDARD";
      return [
        `BEGIN:${kind}`,
        `DTSTART:${icsTime(at + before * MINUTE_MS)}`,
        `TZOFFSETFROM:${icsOffset(before)}`,
        `TZOFFSETTO:${icsOffset(after)}`,
        `END:${kind}`,
      ];
    }),
    "END:VTIMEZONE",
  ];
};

interface Change {
  /** ms */
  at: number;
  before: number;
  after: number;
}

/** What holds at `from`, and each change after it up to `to`. */
const changesBetween = (offset: Offset, from: number, to: number): Change[] => {
  const first = offset(from);
  const changes: Change[] = [{ at: from, before: first, after: first }];
  for (let low = from, before = first; low < to; low += STEP_MS) {
    const after = offset(low + STEP_MS);
    if (after === before) continue;
    changes.push({ at: changeWithin(offset, low, low + STEP_MS), before, after });
    before = after;
  }
  return changes;
};

/** The minute at which the offset changes between two instants. */
const changeWithin = (offset: Offset, from: number, to: number): number => {
  const before = offset(from);
  let low = Math.floor(from / MINUTE_MS);
  let high = Math.ceil(to / MINUTE_MS);
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offset(middle * MINUTE_MS) === before) low = middle;
    else high = middle;
  }
  return high * MINUTE_MS;
};
