import { useId } from "preact/hooks";
import "./segments.css";

interface SegmentsProps<T extends string> {
  /** What is chosen; the group's name. */
  label: string;
  options: readonly { value: T; label: string; lang?: string }[];
  value: T;
  onChange: (value: T) => void;
  /** Whether the label is seen, or only heard. */
  showLabel?: boolean;
}

/** One of a few, all in view: buttons of which one is pressed. */
export const Segments = <T extends string>(props: SegmentsProps<T>) => {
  const id = useId();
  return (
    <fieldset class="segments-group" aria-labelledby={id}>
      <span id={id} class={props.showLabel ? "segments-label" : "sr-only"}>
        {props.label}
      </span>
      <div class="segments">
        {props.options.map((option) => (
          <button
            key={option.value}
            type="button"
            lang={option.lang}
            aria-pressed={option.value === props.value}
            onClick={() => props.onChange(option.value)}
          >
            {option.label}
          </button>
        ))}
      </div>
    </fieldset>
  );
};
