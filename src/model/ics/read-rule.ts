import { addDays, dateOf } from "../civil.ts";
import { datesBetween } from "../recurrence/expand.ts";
import { endlessUntil, parseRule, ruleText } from "../recurrence/rule.ts";

const COUNT_MAX = 999;

/**
 * A rule of a file as an event holds it; null where it comes to a single time, undefined for one that this app does not know. `start`: wall
 * time of the event; `wallOf` puts a moment in UTC (`20270716T150000Z`) on the event's clock.
 */
export const readRule = (
  text: string,
  start: string,
  wallOf: (utc: string) => string,
): string | null | undefined => {
  const date = dateOf(start);
  const parts = new Map(
    text
      .toUpperCase()
      .split(";")
      .filter((part) => part.includes("="))
      .map((part) => {
        const at = part.indexOf("=");
        return [part.slice(0, at).trim(), part.slice(at + 1).trim()] as const;
      }),
  );
  // Some write the time of day into the rule too.
  const times = { BYHOUR: start.slice(11, 13), BYMINUTE: start.slice(14, 16), BYSECOND: "00" };
  for (const [name, own] of Object.entries(times))
    if (Number(parts.get(name) ?? own) === Number(own)) parts.delete(name);
  if (parts.get("INTERVAL") === "1") parts.delete("INTERVAL");
  const count = Number(parts.get("COUNT"));
  const until = parts.get("UNTIL");
  if (!parts.has("COUNT") || count > COUNT_MAX) {
    parts.delete("COUNT");
    const last = until === undefined ? endlessUntil(date) : lastDay(until, start, wallOf);
    if (last < date) return null;
    const latest = endlessUntil(date);
    parts.set("UNTIL", (last > latest ? latest : last).replaceAll("-", ""));
  } else parts.delete("UNTIL");
  const rule = parseRule([...parts].map(([name, value]) => `${name}=${value}`).join(";"));
  if (!rule) return undefined;
  if (!(count > COUNT_MAX)) return ruleText(rule);
  const dates = datesBetween({ start: date, rule }, date, "9999-12-31");
  return ruleText({ ...rule, until: dates[count - 1] ?? rule.until });
};

/** The last day on which a start of that time of day is not after the end that a rule tells. */
const lastDay = (until: string, start: string, wallOf: (utc: string) => string): string => {
  const day = `${until.slice(0, 4)}-${until.slice(4, 6)}-${until.slice(6, 8)}`;
  if (until.length === 8) return day;
  const wall = until.endsWith("Z")
    ? wallOf(until)
    : `${day}T${until.slice(9, 11)}:${until.slice(11, 13)}:${until.slice(13, 15)}`;
  return wall.slice(11) < start.slice(11) ? addDays(dateOf(wall), -1) : dateOf(wall);
};
