import { athroOf } from "../../model/athros.ts";
import { words } from "../i18n/language.ts";
import { Icon } from "../kit/icon.tsx";
import { sliceTimes, type SliceTimes } from "./date-words.ts";
import type { DaySlice, ShownEvent } from "./day-slice.ts";
import { eventName } from "./event-name.ts";
import { useLanding } from "./landing.ts";
import "./event-block.css";

/** The class and hue by which an event's colours follow its Athro; without one they are neutral. */
export const eventLook = ({ event }: DaySlice): { class: string; style?: { "--hue": number } } => {
  const kind = `event-${event.kind}`;
  return event.athro_id === null
    ? { class: `${kind} event-plain` }
    : { class: `${kind} athro-hue`, style: { "--hue": athroOf(event.athro_id).hue } };
};

/** Whether the server refused an event, or what was changed of it at this one time. */
export const isRefused = (event: ShownEvent, refused: ReadonlySet<string>): boolean =>
  refused.has(event.id) || (event.override !== null && refused.has(event.override));

/** Lines of a block from which its words may leave the view before it does. */
const TALL = 4;

interface EventBlockProps {
  slice: DaySlice;
  /** Whether the server refused it. */
  refused: boolean;
  /** Lines of the title that there is room for. */
  lines: number;
  /** Whether the time is told too. */
  showTimes: boolean;
  onOpen: () => void;
}

/** An event in the week: a button that opens it. The kind's form, the Athro's colour and the place tell what its name says. */
export const EventBlock = ({ slice, refused, lines, showTimes, onOpen }: EventBlockProps) => {
  const { calendar } = words.value;
  const look = eventLook(slice);
  const ends = `${slice.before ? " event-continues" : ""}${slice.after ? " event-goes-on" : ""}`;
  const tall = lines >= TALL ? " event-tall" : "";
  const button = useLanding(slice.event.key);
  return (
    <button
      ref={button}
      type="button"
      class={`event-block ${look.class}${ends}${tall}`}
      style={{ ...look.style, "--lines": lines }}
      data-key={slice.event.key}
      aria-label={eventName(calendar, slice, refused)}
      aria-describedby="moving-help"
      onClick={onOpen}
    >
      <span class="event-text">
        <span class="event-title">
          {refused && <Icon name="alert" />}
          {slice.event.priority && <Icon name="flag" />}
          {slice.event.title || calendar.untitled}
        </span>
        {showTimes && <BlockTimes times={sliceTimes(slice)} />}
      </span>
      {showTimes ? (
        !slice.after && <span class="event-grip" aria-hidden="true" />
      ) : (
        <BarGrips before={slice.before} after={slice.after} />
      )}
    </button>
  );
};

/** Where a bar is taken hold of to have it begin or end on another day: at the ends that it has in this place. By keys, its length is changed too. */
export const BarGrips = ({ before, after }: Pick<DaySlice, "before" | "after">) => (
  <>
    {!before && <span class="event-grip event-grip-across event-grip-start" aria-hidden="true" />}
    {!after && <span class="event-grip event-grip-across" aria-hidden="true" />}
  </>
);

/** The times in one line, of which a narrow block leaves out the end. */
const BlockTimes = ({ times }: { times: SliceTimes }) => (
  <span class="event-times" aria-hidden="true">
    {times.kind === "span" ? (
      <>
        {times.from}
        <span class="event-until">–{times.to}</span>
      </>
    ) : (
      words.value.calendar.times(times)
    )}
  </span>
);
