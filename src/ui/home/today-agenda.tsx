import { athroOf } from "../../model/athros.ts";
import { addDays, wallTime } from "../../model/civil.ts";
import { eventsBetween } from "../../store/occurrences.ts";
import type { Store } from "../../store/store.ts";
import { sliceTimes } from "../calendar/date-words.ts";
import { type DaySlice, slicesOn } from "../calendar/day-slice.ts";
import { now } from "../calendar/now.ts";
import { words } from "../i18n/language.ts";
import { ButtonLink } from "../kit/button.tsx";
import { EmptyState } from "../kit/empty-state.tsx";
import { useLive } from "../use-live.ts";

/** Today's events in their order; what is over steps back. */
export const TodayAgenda = ({ store: { db }, today }: { store: Store; today: string }) => {
  const { home } = words.value;
  const events = useLive(
    () => eventsBetween(db, wallTime(today, "00:00"), wallTime(addDays(today, 1), "00:00")),
    [db, today],
  );
  const slices = events && slicesOn(events, today);
  return (
    <section aria-labelledby="today">
      <h2 class="section-title" id="today">
        {home.today}
      </h2>
      {slices?.length === 0 && (
        <EmptyState text={home.nothingToday}>
          <ButtonLink href="/calendar?new=1">{home.addEvent}</ButtonLink>
        </EmptyState>
      )}
      {slices && slices.length > 0 && (
        <ul class="card today">
          {slices.map((slice) => (
            <TodayRow key={slice.event.key} slice={slice} today={today} />
          ))}
        </ul>
      )}
    </section>
  );
};

const TodayRow = ({ slice, today }: { slice: DaySlice; today: string }) => {
  const { calendar } = words.value;
  const { title, kind, athro_id, location, ends_at } = slice.event;
  const athro = athro_id === null ? null : athroOf(athro_id);
  const times = sliceTimes(slice);
  const facts = [calendar.kinds[kind], athro?.name ?? "", location].filter((fact) => fact !== "");
  return (
    <li class={ends_at <= now.value ? "today-over" : undefined}>
      <a
        class={athro ? "today-row athro-hue" : "today-row"}
        style={athro ? { "--hue": athro.hue } : {}}
        href={`/calendar?date=${today}`}
      >
        <span class="today-times">
          {times.kind === "span" ? (
            <>
              {times.from} <small>–{times.to}</small>
            </>
          ) : (
            calendar.times(times)
          )}
        </span>
        <span class={`today-edge today-edge-${kind}`} aria-hidden="true" />
        <span class="today-title">{title || calendar.untitled}</span>
        <span class="today-facts">{facts.join(" · ")}</span>
      </a>
    </li>
  );
};
