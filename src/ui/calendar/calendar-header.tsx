import { language, words } from "../i18n/language.ts";
import { Button, IconButton } from "../kit/button.tsx";
import { ScreenHeader } from "../kit/screen-header.tsx";
import { Segments } from "../kit/segments.tsx";
import { monthTitle, weekTitle } from "./date-words.ts";
import { narrow, tight } from "./narrow.ts";
import { dateOfWeek, stepFrom } from "./place.ts";
import type { ShownPlace } from "./use-place.ts";

interface Actions {
  onNew: () => void;
  onToday: () => void;
}

/** The month, and the ways through time and between the views. */
export const CalendarHeader = (props: ShownPlace & Actions) => {
  const { place, view, date, today, go, onNew, onToday } = props;
  const { calendar } = words.value;
  const step = (days: number) => {
    const next = stepFrom(date, days);
    go({ date: view === "week" ? dateOfWeek(next, today) : next === today ? null : next });
  };
  const newEvent = (
    <Button variant="primary" class="calendar-new" icon="plus" onClick={onNew}>
      <span>{calendar.newEvent}</span>
    </Button>
  );
  return (
    <ScreenHeader
      title={
        view === "week"
          ? weekTitle(language.value, date, tight.value ? "short" : "long")
          : monthTitle(language.value, date)
      }
      pageTitle={calendar.heading}
    >
      {narrow.value && newEvent}
      <div class="calendar-steps">
        <IconButton icon="chevronLeft" label={calendar.previous} onClick={() => step(-7)} />
        <Button onClick={onToday}>{calendar.today}</Button>
        <IconButton icon="chevronRight" label={calendar.next} onClick={() => step(7)} />
      </div>
      <Segments
        label={calendar.view}
        options={[
          { value: "week", label: calendar.week },
          { value: "agenda", label: calendar.agenda },
        ]}
        value={view}
        onChange={(next) => {
          if (next !== view)
            go({ view: next, date: place.date === null ? null : dateOfWeek(date, today) });
        }}
      />
      {!narrow.value && newEvent}
    </ScreenHeader>
  );
};
