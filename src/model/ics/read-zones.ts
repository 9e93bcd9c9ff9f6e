/** The clocks of a file: which zone its times are in, by whatever name. */
import ICAL from "ical.js";
import type { Blocks } from "./blocks.ts";
import { windowsZone } from "./windows-zones.ts";
import { faceMs, instantAt, type Offset, offsetOf, wallAt } from "./zone.ts";

/** A time of a file as an event holds it. */
interface At {
  all_day: boolean;
  /** Midnight for a date. */
  wall: string;
  zone: string;
}

export interface Clock {
  /** A property's first time; null if it has none. `zone` is that of the event, for what names none. */
  read(property: ICAL.Property, zone?: string): At | null;
  readAll(property: ICAL.Property): At[];
  /** A time on the clock of another zone, as a wall time. */
  inZone(at: At, zone: string): string;
  /** `20270716T150000Z` on the clock of a zone. */
  utc(text: string, zone: string): string;
  after(at: At, seconds: number): string;
}

/** As the server takes them (`athro.is_zone`). */
const NAME =
  /^[a-z_]+(\/[a-z_-]+)+$|^etc\/gmt[+-]?\d{1,2}$|^(utc|gmt|cet|eet|met|wet|est|mst|hst)$/i;

const offsets = new Map<string, Offset | null>();

const offsetFor = (zone: string): Offset | null => {
  const known = offsets.get(zone);
  if (known !== undefined) return known;
  const found = NAME.test(zone) ? offsetOf(zone) : null;
  offsets.set(zone, found);
  return found;
};

/** The zone that a name in a file means; undefined if it is not to be known by its name. */
const zoneNamed = (name: string): string | undefined => {
  const plain = name.trim().replace(/^"|"$/g, "");
  const parts = plain.split("/").filter(Boolean);
  return [plain, windowsZone(plain), parts.slice(-3).join("/"), parts.slice(-2).join("/")].find(
    (one): one is string => one !== undefined && offsetFor(one) !== null,
  );
};

const tzidOf = (property: ICAL.Property): string | undefined => {
  const tzid: unknown = property.getParameter("tzid");
  return typeof tzid === "string" ? tzid : undefined;
};

export const readZones = (blocks: Blocks, zone: string): Clock => {
  const named = /^X-WR-TIMEZONE[^:]*:(.+)$/im.exec(blocks.head.join("\n"))?.[1];
  const fallback = (named && zoneNamed(named)) ?? zone;
  const described = describedZones(blocks.zones);

  const read = (value: unknown, tzid: string | undefined, given: string | undefined): At | null => {
    const time = value instanceof ICAL.Period ? value.start : value;
    if (!(time instanceof ICAL.Time)) return null;
    const text = time.toString();
    if (!/^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d)?Z?$/.test(text) || time.year < 1) return null;
    if (time.isDate)
      return { all_day: true, wall: `${text.slice(0, 10)}T00:00:00`, zone: given ?? fallback };
    const wall = text.slice(0, 19);
    if (text.endsWith("Z"))
      return {
        all_day: false,
        wall: onClock(faceMs(wall), given ?? fallback),
        zone: given ?? fallback,
      };
    const known = tzid === undefined ? (given ?? fallback) : zoneOf(tzid);
    if (known) return { all_day: false, wall, zone: known };
    const own = tzid === undefined ? undefined : described.get(tzid);
    // A zone of the file's own making: the moment is what counts.
    return { all_day: false, wall: own ? throughZone(time, own, fallback) : wall, zone: fallback };
  };
  const zoneOf = (tzid: string): string | undefined =>
    zoneNamed(tzid) ?? described.get(tzid)?.location;
  const readAll = (property: ICAL.Property): At[] =>
    (property.getValues() as unknown[])
      .map((value) => read(value, tzidOf(property), undefined))
      .filter((at) => at !== null);
  return {
    read: (property, given) => read(property.getFirstValue(), tzidOf(property), given),
    readAll,
    inZone: ({ wall, zone: from, all_day }, to) => {
      const offset = offsetFor(from);
      return all_day || from === to || !offset ? wall : onClock(instantAt(wall, offset), to);
    },
    utc: (text, to) =>
      onClock(
        faceMs(
          `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6, 8)}T${text.slice(9, 11)}:${text.slice(11, 13)}:${text.slice(13, 15)}`,
        ),
        to,
      ),
    after: ({ wall, zone: from, all_day }, seconds) => {
      const offset = all_day ? null : offsetFor(from);
      return offset
        ? wallAt(instantAt(wall, offset) + seconds * 1000, offset)
        : wallAt(faceMs(wall) + seconds * 1000, () => 0);
    },
  };
};

const onClock = (ms: number, zone: string): string => wallAt(ms, offsetFor(zone) ?? (() => 0));

interface Described {
  zone: ICAL.Timezone;
  location: string | undefined;
}

const describedZones = (texts: readonly string[]): Map<string, Described> => {
  const zones = new Map<string, Described>();
  for (const text of texts) {
    const component = parseZone(text);
    const tzid: unknown = component?.getFirstPropertyValue("tzid");
    if (!component || typeof tzid !== "string") continue;
    const location: unknown = component.getFirstPropertyValue("x-lic-location");
    zones.set(tzid, {
      zone: new ICAL.Timezone(component),
      location: typeof location === "string" ? zoneNamed(location) : undefined,
    });
  }
  return zones;
};

const parseZone = (text: string): ICAL.Component | null => {
  try {
    const calendar = `BEGIN:VCALENDAR\r\n${text}\r\nEND:VCALENDAR`;
    return ICAL.Component.fromString(calendar).getFirstSubcomponent("vtimezone");
  } catch {
    return null;
  }
};

const throughZone = (time: ICAL.Time, { zone }: Described, to: string): string => {
  const there = time.clone();
  there.zone = zone;
  return onClock(there.toUnixTime() * 1000, to);
};
