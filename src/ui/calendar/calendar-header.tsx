import { startOfWeek } from "../../model/civil.ts";
import { dayOfMonth } from "../i18n/dates.ts";
import type { Language } from "../i18n/languages.ts";
import { language, words } from "../i18n/language.ts";
import { Button, IconButton } from "../kit/button.tsx";
import { ScreenHeader } from "../kit/screen-header.tsx";
import { Segments } from "../kit/segments.tsx";
import { monthTitle, shortWeekday, weekTitle } from "./date-words.ts";
import { narrow, tight } from "./narrow.ts";
import { dateOfPeriod, stepPeriod } from "./period.ts";
import { type CalendarView, VIEWS } from "./place.ts";
import type { ShownPlace } from "./use-place.ts";
import { firstWeekday } from "./week-start.ts";

interface Actions {
  onNew: () => void;
  onToday: () => void;
  /** Asked for the next period, or with -1 for the one before. */
  onStep: (by: 1 | -1) => void;
}

/** Goes to a period beside the one that is shown. */
export const stepTo = ({ view, date, today, go }: ShownPlace, by: 1 | -1): void => {
  const next = stepPeriod(view, date, by);
  go({ date: dateOfPeriod(view, next, today, firstWeekday) });
};

/** The month, and the ways through time and between the views. */
export const CalendarHeader = (props: ShownPlace & Actions) => {
  const { view, date, today, go, onNew, onToday, onStep } = props;
  const { calendar, planner } = words.value;
  const newEvent = (
    <Button variant="primary" class="calendar-new" icon="plus" onClick={onNew}>
      <span>{calendar.newEvent}</span>
    </Button>
  );
  const before = (
    <IconButton icon="chevronLeft" label={planner.previous} onClick={() => onStep(-1)} />
  );
  const present = <Button onClick={onToday}>{calendar.today}</Button>;
  const after = <IconButton icon="chevronRight" label={planner.next} onClick={() => onStep(1)} />;
  const labels: Record<CalendarView, string> = {
    month: planner.month,
    week: planner.week,
    day: planner.day,
    agenda: planner.agenda,
  };
  return (
    <ScreenHeader title={titleOf(language.value, view, date, today)} pageTitle={calendar.heading}>
      {narrow.value ? (
        <>
          {before}
          {after}
          {newEvent}
          {present}
        </>
      ) : (
        <div class="calendar-steps">
          {before}
          {present}
          {after}
        </div>
      )}
      <Segments
        label={planner.view}
        options={VIEWS.map((value) => ({
          value,
          label: labels[value],
        }))}
        value={view}
        onChange={(next) => {
          if (next !== view) go({ view: next });
        }}
      />
      {!narrow.value && newEvent}
    </ScreenHeader>
  );
};

const titleOf = (language: Language, view: CalendarView, date: string, today: string): string => {
  const form = tight.value ? "short" : "long";
  if (view === "week") return weekTitle(language, startOfWeek(date, firstWeekday), form);
  if (view !== "day") return monthTitle(language, date);
  const year = date.slice(0, 4) === today.slice(0, 4) ? "" : ` ${date.slice(0, 4)}`;
  return `${shortWeekday(language, date)} ${dayOfMonth(language, date, form)}${year}`;
};
