import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { eventNeighbours } from "../../store/event-neighbours.ts";
import { eventsBetween, type Occurrence } from "../../store/occurrences.ts";
import type { Store } from "../../store/store.ts";
import { words } from "../i18n/language.ts";
import { Button } from "../kit/button.tsx";
import { EmptyState } from "../kit/empty-state.tsx";
import { useLive } from "../use-live.ts";
import { AgendaDay } from "./agenda-day.tsx";
import { AgendaGap } from "./agenda-gap.tsx";
import { agendaOf } from "./agenda-model.ts";
import { type AgendaRange, earlier, firstRange, later } from "./agenda-range.ts";
import { shownRows } from "./wanted.ts";
import "./agenda-view.css";

interface AgendaViewProps {
  store: Store;
  /** The first day. */
  date: string;
  today: string;
  /** Grows when the student asks for today again. */
  returns: number;
  refused: ReadonlySet<string>;
  onOpen: (row: Occurrence) => void;
  onNew: () => void;
}

/** The days from a date on, each with its events as a list; earlier and later ones on demand. */
export const AgendaView = (props: AgendaViewProps) => {
  const { store, date, today, returns, refused, onOpen, onNew } = props;
  const { planner } = words.value;
  const [grown, setGrown] = useState<{ date: string; range: AgendaRange } | null>(null);
  const range = grown?.date === date ? grown.range : firstRange(date);
  const found = useLive(async () => {
    const from = `${range.from}T00:00:00`;
    const to = `${range.to}T00:00:00`;
    const [rows, beyond] = await Promise.all([
      eventsBetween(store.db, from, to),
      eventNeighbours(store.db, from, to),
    ]);
    return { range, rows, beyond };
  }, [store, range.from, range.to]);
  const parts = useMemo(
    () => found && agendaOf(found.rows, found.range.from, found.range.to, today),
    [found, today],
  );
  const byKey = useMemo(() => new Map(found?.rows.map((row) => [row.key, row])), [found]);
  shownRows.current = byKey;
  const list = useKeepPlace(found?.range.from);
  useEffect(() => {
    if (returns > 0) list.current?.querySelector(".agenda-today")?.scrollIntoView();
  }, [returns]);
  if (!found || !parts) return <div class="agenda" aria-busy="true" />;

  const { beyond, rows } = found;
  const empty = rows.length === 0 && beyond.earlier === null && beyond.later === null;
  if (empty)
    return (
      <div class="agenda">
        <EmptyState text={planner.empty}>
          <Button icon="plus" onClick={onNew}>
            {planner.addEvent}
          </Button>
        </EmptyState>
      </div>
    );
  const open = (key: string) => {
    const row = byKey.get(key);
    if (row) onOpen(row);
  };
  const grow = (next: AgendaRange) => setGrown({ date, range: next });
  return (
    <div class="agenda" ref={list}>
      {beyond.earlier !== null && (
        <Button
          variant="quiet"
          icon="arrowUp"
          onClick={() => beyond.earlier !== null && grow(earlier(found.range, beyond.earlier))}
        >
          {planner.showEarlier}
        </Button>
      )}
      {parts.map((part, index) =>
        part.kind === "day" ? (
          <AgendaDay
            key={part.date}
            date={part.date}
            today={today}
            slices={part.slices}
            refused={refused}
            onOpen={open}
          />
        ) : (
          <AgendaGap
            key={part.from}
            from={part.from}
            to={part.to}
            today={today}
            last={index === parts.length - 1 && beyond.later === null}
          />
        ),
      )}
      {beyond.later !== null && (
        <Button
          variant="quiet"
          icon="arrowDown"
          onClick={() => beyond.later !== null && grow(later(found.range, beyond.later))}
        >
          {planner.showLater}
        </Button>
      )}
    </div>
  );
};

/** Keeps what is in view where it is when earlier days come in above it. */
const useKeepPlace = (from: string | undefined) => {
  const list = useRef<HTMLDivElement>(null);
  const before = useRef<{ from: string; height: number } | null>(null);
  useLayoutEffect(() => {
    const scroller = list.current?.closest<HTMLElement>("main");
    if (!scroller || from === undefined) return;
    const known = before.current;
    if (known && from < known.from) scroller.scrollTop += scroller.scrollHeight - known.height;
  }, [from]);
  useLayoutEffect(() => {
    const scroller = list.current?.closest<HTMLElement>("main");
    if (scroller && from !== undefined) before.current = { from, height: scroller.scrollHeight };
  });
  return list;
};
