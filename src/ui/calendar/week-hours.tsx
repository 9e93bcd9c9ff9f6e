import { words } from "../i18n/language.ts";
import { clockTime } from "./date-words.ts";

const HOURS = Array.from({ length: 23 }, (_, index) => index + 1);

/** The column of hours. Each event tells its own times, so this is only for the eye. */
export const WeekHours = ({ hasWhole }: { hasWhole: boolean }) => (
  <div class="week-hours" aria-hidden="true">
    <div class="week-corner" />
    <div class="week-whole-label">{hasWhole && words.value.calendar.allDay}</div>
    <div class="week-hour-labels">
      {HOURS.map((hour) => (
        <span key={hour} style={{ "--start": hour * 60 }}>
          {clockTime(hour * 60)}
        </span>
      ))}
    </div>
  </div>
);
