import type { CalendarWords } from "../en/calendar.ts";

export const calendar: CalendarWords = { heading: "Calendr" };
