import { computed } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import { language, words } from "../../i18n/language.ts";
import { Button } from "../../kit/button.tsx";
import { now, todayOf } from "../now.ts";
import { moving } from "./session.ts";
import { whenWords } from "./when-words.ts";
import "./moving.css";

interface MovingBarProps {
  onKey: (event: KeyboardEvent) => void;
  onKeep: () => void;
  onCancel: () => void;
  /** Whether it is being asked which times are meant: the focus is there. */
  asking: boolean;
}

// Each of them changes by itself: a step renders no more than the words for the time.
const by = computed(() => (moving.value?.isTold ? moving.value.by : null));
const title = computed(() => {
  if (!moving.value) return "";
  const { calendar } = words.value;
  const { row } = moving.value;
  return row ? row.title || calendar.untitled : calendar.newEvent;
});
const when = computed(() =>
  moving.value
    ? whenWords(words.value, language.value, moving.value.times, todayOf(now.value))
    : "",
);
const hasDayKeys = computed(
  () => moving.value?.grid === "days" || moving.value?.times.all_day === true,
);

const When = () => <span>{when.value}</span>;

/** Tells the time that something is being moved to. By keys, it has the focus and takes them; the grid below may change as it will. */
export const MovingBar = ({ onKey, onKeep, onCancel, asking }: MovingBarProps) => {
  const bar = useRef<HTMLDivElement>(null);
  const byKeys = by.value === "keys";
  useLayoutEffect(() => {
    if (byKeys) bar.current?.focus();
  }, [byKeys]);
  if (by.value === null) return null;
  const { planner, shell } = words.value;
  if (!byKeys)
    return (
      <p class="moving-bar moving-bar-held" aria-hidden="true">
        <b>{title.value}</b> <When />
      </p>
    );
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- an application takes its own keys
    <div
      ref={bar}
      class="moving-bar"
      role="application"
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- and the focus for them
      tabIndex={0}
      aria-label={planner.moving.name(title.value)}
      aria-describedby="moving-keys"
      onKeyDown={(event) => {
        if (event.key === "Escape") {
          event.preventDefault();
          event.stopPropagation();
          onCancel();
        } else if (event.target !== event.currentTarget) return;
        else if (event.key === "Enter" || event.key === " ") {
          event.preventDefault();
          onKeep();
        } else onKey(event);
      }}
      onFocusOut={({ currentTarget, relatedTarget }) => {
        if (asking || moving.peek() === null || !document.hasFocus()) return;
        if (!(relatedTarget instanceof Node && currentTarget.contains(relatedTarget)))
          // Not before the browser has given the focus to whatever takes it: a question may be what does.
          queueMicrotask(() => {
            if (!document.querySelector("dialog[open]")) onCancel();
          });
      }}
    >
      <p>
        <b>{title.value}</b> <When />
      </p>
      <p id="moving-keys" class="moving-keys">
        {hasDayKeys.value ? planner.moving.dayKeys : planner.moving.keys}
      </p>
      <Button onClick={onCancel}>{shell.cancel}</Button>
      <Button variant="primary" onClick={onKeep}>
        {planner.moving.keep}
      </Button>
    </div>
  );
};
