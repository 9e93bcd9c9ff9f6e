import { words } from "../i18n/language.ts";

/** The student's calendar. */
export const CalendarScreen = () => <h1>{words.value.calendar.heading}</h1>;
