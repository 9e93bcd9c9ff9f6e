import { addDays, dateOf, dateOfDay, dayOfDate } from "../civil.ts";
import { offsetOf, wallAt } from "../ics/zone.ts";

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

const INSTANT =
  /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.(\d{1,6}))?)?(Z|[+-](?:0\d|1[0-4]):[0-5]\d)?$/;

/** Where the students of the old app are: it kept instants and no zone, and showed them by the device's clock. */
export const LEGACY_ZONE = "Europe/London";

const pad = (n: number, length = 2): string => String(n).padStart(length, "0");

/** An instant on the clock face of UTC, as `YYYY-MM-DDTHH:MM:SS`. */
const utcWall = (ms: number): string => {
  const day = Math.floor(ms / DAY_MS);
  const second = Math.floor((ms - day * DAY_MS) / 1000);
  const [h, m, s] = [Math.floor(second / 3600), Math.floor(second / 60) % 60, second % 60];
  return `${dateOfDay(day)}T${pad(h)}:${pad(m)}:${pad(s)}`;
};

/** ISO 8601 with milliseconds, in UTC. */
export const isoOf = (ms: number): string =>
  `${utcWall(ms)}.${pad(((ms % 1000) + 1000) % 1000, 3)}Z`;

const londonAt = offsetOf(LEGACY_ZONE);

/** Wall time in the old app's zone, to the second. Throws on a device that doesn't know that zone. */
export const wallOf = (ms: number): string => {
  if (!londonAt) throw new RangeError(`this device doesn't know ${LEGACY_ZONE}`);
  return wallAt(ms, londonAt);
};

/** Wall time some ms later on the same clock face, to the second. */
export const laterWall = (wall: string, ms: number): string => {
  const total = secondsOf(wall) + Math.floor(ms / 1000);
  const days = Math.floor(total / 86_400);
  const rest = utcWall((total - days * 86_400) * 1000).slice(11);
  return `${addDays(dateOf(wall), days)}T${rest}`;
};

const secondsOf = (wall: string): number =>
  Number(wall.slice(11, 13)) * 3600 + Number(wall.slice(14, 16)) * 60 + Number(wall.slice(17, 19));

/**
 * The instant that an old value names, in ms: a number of ms, or ISO 8601 (without an offset: wall time in the old app's zone). Null
 * for what is no date, and outside of [from, to).
 */
export const instantOf = (value: unknown, from: number, to: number): number | null => {
  const ms =
    typeof value === "number"
      ? Math.floor(value)
      : typeof value === "string"
        ? msOfIso(value)
        : null;
  return ms !== null && ms >= from && ms < to ? ms : null;
};

/** 2000 to 2099: what lies outside is no time at which a student wrote. */
const WRITTEN_FROM_MS = 946_684_800_000;
const WRITTEN_TO_MS = 4_102_444_800_000;
/** 1 January 2020, for what has no time at all: the same wherever it is imported. */
export const NO_TIME_MS = 1_577_836_800_000;

/** When something was written, in ms; null for what is no such time. */
export const writtenAt = (value: unknown): number | null =>
  instantOf(value, WRITTEN_FROM_MS, WRITTEN_TO_MS);

const msOfIso = (text: string): number | null => {
  const match = INSTANT.exec(text);
  const day = match && dayOfDate(match[1] ?? "");
  if (!match || day === null) return null;
  const [, , hour, minute, second = "0", fraction = "", offset] = match;
  const clock =
    day * DAY_MS +
    (Number(hour) * 3600 + Number(minute) * 60 + Number(second)) * 1000 +
    Number(fraction.padEnd(3, "0").slice(0, 3));
  if (offset === undefined) return msOfWall(clock);
  if (offset === "Z") return clock;
  const [ahead = "0", minutes = "0"] = offset.slice(1).split(":");
  const shift = (Number(ahead) * 60 + Number(minutes)) * 60_000;
  return offset.startsWith("-") ? clock + shift : clock - shift;
};

/** The later of two instants that the clock showed twice; as if it had not gone forward, for one that it left out. */
const msOfWall = (clock: number): number => {
  const wall = utcWall(clock);
  if (wallOf(clock) === wall) return clock;
  return wallOf(clock - HOUR_MS) === wall ? clock - HOUR_MS : clock;
};
