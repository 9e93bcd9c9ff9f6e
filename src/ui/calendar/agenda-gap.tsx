import { language, words } from "../i18n/language.ts";
import { dateRange } from "./date-words.ts";
import { addDays } from "../../model/civil.ts";

interface AgendaGapProps {
  from: string;
  to: string;
  today: string;
  /** Whether nothing comes after it at all. */
  last: boolean;
}

/** Days with nothing on them, in one line. */
export const AgendaGap = ({ from, to, today, last }: AgendaGapProps) => {
  const { calendar, planner } = words.value;
  if (last) {
    const before = addDays(from, -1);
    return (
      <p class="agenda-gap">
        {planner.nothingAfter(dateRange(language.value, before, before, today))}
      </p>
    );
  }
  return (
    <p class="agenda-gap">
      <span>{dateRange(language.value, from, to, today)}</span>{" "}
      <span>{calendar.nothingPlanned}</span>
    </p>
  );
};
