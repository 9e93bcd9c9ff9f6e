import { readQuickAdd } from "../../../src/model/quick-add/read.ts";
import type { QuickEvent } from "../../../src/model/quick-add/quick-event.ts";
import { findDateIn } from "../../../src/ui/calendar/quick-add/find-date.ts";

/** A Thursday, just before noon. */
const NOW = "2026-11-26T11:50:00";

export const read = (
  text: string,
  language: "en" | "cy",
  { now = NOW, monthFirst = false } = {},
): QuickEvent =>
  readQuickAdd(
    text,
    language,
    { now, zone: "Europe/London", on: now.slice(0, 10) },
    findDateIn(monthFirst),
  );

/** What was understood beside the title: `2026-11-27 16:00-17:00 lesson maths weekly 1`; the last day by `toldUntil`. */
export const told = ({ input }: QuickEvent): string => {
  const { startDate, endDate, startTime, endTime, allDay, kind, athroId, repeats } = input;
  const days = endDate === startDate ? "all day" : `to ${endDate}`;
  const named = repeats === "weekly" || repeats === "fortnightly" ? input.repeatDays : "";
  return [
    startDate,
    allDay ? days : `${startTime}-${endTime}`,
    kind,
    athroId?.slice("athro-".length),
    repeats === "none" ? "" : repeats,
    named,
  ]
    .filter(Boolean)
    .join(" ");
};

export const toldUntil = (event: QuickEvent): string =>
  `${told(event)} until ${event.input.repeatUntil}`;
