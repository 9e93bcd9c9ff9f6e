import type { Occurrence } from "../../../store/occurrences.ts";
import { timeOf } from "../../../model/civil.ts";
import { words } from "../../i18n/language.ts";
import { Icon } from "../../kit/icon.tsx";
import { sliceOf } from "../day-slice.ts";
import { BarGrips, eventLook } from "../event-block.tsx";
import { eventName } from "../event-name.ts";
import { useLanding } from "../landing.ts";
import type { MonthSegment } from "./month-model.ts";

interface MonthEventProps {
  segment: MonthSegment<Occurrence>;
  /** The day in whose cell it stands. */
  date: string;
  refused: boolean;
  tabIndex: number;
  /** Null where days are too narrow for their events to be pressed: then the day is. */
  onOpen: (() => void) | null;
}

/** An event in the month: a bar over its days, or a line with its time. */
export const MonthEvent = ({ segment, date, refused, tabIndex, onOpen }: MonthEventProps) => {
  const { calendar } = words.value;
  const { event, bar, before, after, days, lane } = segment;
  const button = useLanding(event.key);
  const slice = sliceOf(event, date);
  if (!slice) return null;
  const look = eventLook(slice);
  const about = {
    class: `event-block month-event ${look.class}${bar ? " month-bar" : ""}${before ? " event-continues" : ""}${after ? " event-goes-on" : ""}`,
    style: { ...look.style, "--days": days, "--lane": lane },
  };
  const text = (
    <span class="event-text">
      {refused && <Icon name="alert" />}
      {event.priority && <Icon name="flag" />}
      {!bar && onOpen && <span class="month-time">{timeOf(event.starts_at)} </span>}
      {event.title || calendar.untitled}
    </span>
  );
  const grips = bar && <BarGrips before={before} after={after} />;
  if (!onOpen)
    return (
      <span {...about} data-key={event.key} aria-hidden="true">
        {text}
        {grips}
      </span>
    );
  return (
    <button
      {...about}
      ref={button}
      type="button"
      data-key={event.key}
      tabIndex={tabIndex}
      aria-label={eventName(calendar, slice, refused)}
      aria-describedby="moving-help"
      onClick={(event) => {
        event.stopPropagation();
        onOpen();
      }}
    >
      {text}
      {grips}
    </button>
  );
};
