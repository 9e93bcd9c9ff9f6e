import { addDays } from "../../model/civil.ts";
import { athroOf } from "../../model/athros.ts";
import { dateLabel } from "../i18n/dates.ts";
import { language, words } from "../i18n/language.ts";
import { Icon } from "../kit/icon.tsx";
import { sliceTimes, type SliceTimes } from "./date-words.ts";
import type { DaySlice } from "./day-slice.ts";
import { eventLook, isRefused } from "./event-block.tsx";
import { eventName, spanWords } from "./event-name.ts";
import { useLanding } from "./landing.ts";

interface AgendaDayProps {
  date: string;
  today: string;
  slices: readonly DaySlice[];
  refused: ReadonlySet<string>;
  onOpen: (key: string) => void;
}

/** A day of the agenda with its events. */
export const AgendaDay = ({ date, today, slices, refused, onOpen }: AgendaDayProps) => {
  return (
    <section
      class={`agenda-day${date === today ? " agenda-today" : ""}`}
      aria-labelledby={`day-${date}`}
    >
      <h2 id={`day-${date}`}>
        <NearName date={date} today={today} />
        <span class="agenda-date">{dateLabel(language.value, date, today)}</span>
      </h2>
      <DayEvents slices={slices} refused={refused} moves onOpen={onOpen} />
    </section>
  );
};

/** `Today`, `Tomorrow` or `Yesterday` before a date that is near. */
const NearName = ({ date, today }: { date: string; today: string }) => {
  const { calendar } = words.value;
  const name =
    date === today
      ? calendar.today
      : date === addDays(today, 1)
        ? calendar.tomorrow
        : date === addDays(today, -1)
          ? calendar.yesterday
          : null;
  return name && <span class="agenda-near">{name} </span>;
};

type DayEventsProps = Pick<AgendaDayProps, "slices" | "refused" | "onOpen"> & {
  /** Whether keys move them there. */
  moves?: boolean;
};

/** What is on a day as a list, or that nothing is. */
export const DayEvents = ({ slices, refused, moves = false, onOpen }: DayEventsProps) =>
  slices.length === 0 ? (
    <p class="agenda-none">{words.value.calendar.nothingPlanned}</p>
  ) : (
    <ul class="card agenda-list">
      {slices.map((slice) => (
        <li key={slice.event.key}>
          <AgendaEvent
            slice={slice}
            refused={isRefused(slice.event, refused)}
            moves={moves}
            onOpen={() => onOpen(slice.event.key)}
          />
        </li>
      ))}
    </ul>
  );

interface AgendaEventProps {
  slice: DaySlice;
  refused: boolean;
  moves: boolean;
  onOpen: () => void;
}

/** An event as a row of a list. */
const AgendaEvent = (props: AgendaEventProps) => {
  const { slice, refused, moves, onOpen } = props;
  const { event } = slice;
  const { calendar } = words.value;
  const look = eventLook(slice);
  const about = [
    calendar.kinds[event.kind],
    event.priority && calendar.editor.priority,
    event.athro_id && athroOf(event.athro_id).name,
    event.location,
    spanWords(calendar, slice),
  ].filter(Boolean);
  const button = useLanding(event.key);
  return (
    <button
      ref={button}
      type="button"
      class="agenda-event"
      {...(moves && { "data-key": event.key, "aria-describedby": "moving-help" })}
      aria-label={eventName(calendar, slice, refused)}
      onClick={onOpen}
    >
      <AgendaTimes times={sliceTimes(slice)} />
      <span class={`agenda-swatch ${look.class}`} style={look.style} />
      <span class="agenda-event-title">
        {event.priority && <Icon name="flag" />}
        {event.title || calendar.untitled}
      </span>
      <span class="agenda-event-about" aria-hidden="true">
        {about.join(" · ")}
      </span>
      {refused && (
        <span class="agenda-attention" aria-hidden="true">
          <Icon name="alert" />
          {calendar.needsAttention}
        </span>
      )}
    </button>
  );
};

/** Start above end, in a column of figures. */
const AgendaTimes = ({ times }: { times: SliceTimes }) => {
  const { calendar } = words.value;
  return (
    <span class="agenda-times" aria-hidden="true">
      {times.kind === "span" ? (
        <>
          <span>{times.from}</span> <span class="agenda-end">{times.to}</span>
        </>
      ) : (
        calendar.times(times)
      )}
    </span>
  );
};
