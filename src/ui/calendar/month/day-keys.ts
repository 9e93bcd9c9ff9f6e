import { addDays, addMonths, startOfWeek } from "../../../model/civil.ts";

/** A key pressed on a grid of days. */
interface Pressed {
  key: string;
  shiftKey: boolean;
}

/** The day that a key goes to from another, or null for one that goes nowhere. Weeks begin on the weekday `first`. */
export const dayByKey = ({ key, shiftKey }: Pressed, day: string, first: number): string | null => {
  switch (key) {
    case "ArrowLeft":
      return addDays(day, -1);
    case "ArrowRight":
      return addDays(day, 1);
    case "ArrowUp":
      return addDays(day, -7);
    case "ArrowDown":
      return addDays(day, 7);
    case "Home":
      return startOfWeek(day, first);
    case "End":
      return addDays(startOfWeek(day, first), 6);
    case "PageUp":
      return addMonths(day, shiftKey ? -12 : -1);
    case "PageDown":
      return addMonths(day, shiftKey ? 12 : 1);
    default:
      return null;
  }
};
