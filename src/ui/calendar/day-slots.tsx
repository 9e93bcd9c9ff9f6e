import { slotAt } from "./week-model.ts";

interface DaySlotsProps {
  label: string;
  /** Minutes since midnight for those who don't point at a time. */
  suggested: number;
  onChoose: (minutes: number) => void;
}

/** The empty part of a day: pressing it adds an event at the half hour pointed at, and from the keyboard at the suggested time. */
export const DaySlots = ({ label, suggested, onChoose }: DaySlotsProps) => {
  return (
    <button
      type="button"
      class="week-slots"
      aria-label={label}
      onPointerMove={(event) =>
        event.currentTarget.style.setProperty("--start", String(slotOf(event)))
      }
      // A press from the keyboard or a screen reader has no place.
      onClick={(event) => onChoose(event.detail === 0 ? suggested : slotOf(event))}
    />
  );
};

const slotOf = (event: MouseEvent & { currentTarget: HTMLElement }): number => {
  const box = event.currentTarget.getBoundingClientRect();
  return slotAt((event.clientY - box.top) / box.height);
};
