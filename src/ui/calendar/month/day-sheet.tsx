import { useLayoutEffect, useRef } from "preact/hooks";
import { dateLabel } from "../../i18n/dates.ts";
import { language, words } from "../../i18n/language.ts";
import { Button, IconButton } from "../../kit/button.tsx";
import { DayEvents } from "../agenda-day.tsx";
import type { DaySlice } from "../day-slice.ts";
import "../agenda-view.css";
import "./day-sheet.css";

interface DaySheetProps {
  date: string;
  today: string;
  slices: readonly DaySlice[];
  refused: ReadonlySet<string>;
  /** The day in the grid beside which it opens. */
  anchor: () => Element | null;
  addLabel: string;
  onOpen: (key: string) => void;
  onNew: () => void;
  onDay: () => void;
  onClose: () => void;
}

/** All events of one day of the month, over it; on a phone at the foot of the screen. */
export const DaySheet = (props: DaySheetProps) => {
  const { date, today, slices, refused, anchor, addLabel, onOpen, onNew, onDay, onClose } = props;
  const { planner, shell } = words.value;
  const sheet = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const { current } = sheet;
    if (!current) return;
    current.showPopover();
    place(current, anchor());
  }, []);
  // Closed first, so that the focus is back in the grid before a dialog takes it.
  const leaveFor = (next: () => void) => () => {
    sheet.current?.hidePopover();
    next();
  };
  return (
    <dialog
      ref={sheet}
      popover="auto"
      class="day-sheet"
      aria-labelledby="day-sheet-title"
      onToggle={(event) => {
        if (event.newState === "closed") onClose();
      }}
    >
      <div class="day-sheet-head">
        <h2 id="day-sheet-title">{dateLabel(language.value, date, today)}</h2>
        <IconButton icon="close" label={shell.close} onClick={leaveFor(() => {})} />
      </div>
      <DayEvents
        slices={slices}
        refused={refused}
        onOpen={(key) => leaveFor(() => onOpen(key))()}
      />
      <div class="day-sheet-actions">
        <Button onClick={leaveFor(onDay)}>{planner.day}</Button>
        <Button
          variant="primary"
          icon="plus"
          autofocus={slices.length === 0}
          onClick={leaveFor(onNew)}
        >
          {addLabel}
        </Button>
      </div>
    </dialog>
  );
};

const GAP = 8;

/** Over the middle of its day, within the window. Where CSS has it at the foot of the screen, nothing is to be done. */
const place = (sheet: HTMLElement, day: Element | null): void => {
  if (!day || getComputedStyle(sheet).getPropertyValue("--placed") === "foot") return;
  const at = day.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = sheet;
  const within = (wanted: number, size: number, room: number) =>
    Math.max(GAP, Math.min(wanted, room - size - GAP));
  sheet.style.left = `${within(at.left + at.width / 2 - width / 2, width, innerWidth)}px`;
  sheet.style.top = `${within(at.top - GAP, height, innerHeight)}px`;
};
