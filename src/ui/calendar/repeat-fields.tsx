import { weekdayOf } from "../../model/civil.ts";
import type { EventInput } from "../../model/event-input.ts";
import { REPEATS, repeatDaysOf, type Repeats } from "../../model/recurrence/repeat-input.ts";
import { isWallTime } from "../../model/civil.ts";
import { weekdayName } from "../i18n/dates.ts";
import { language, words } from "../i18n/language.ts";
import { SelectField, TextField } from "../kit/field.tsx";
import type { FieldProblems } from "./event-problems.ts";
import { repeatWords } from "./repeat-words.ts";
import { weekdays } from "./week-start.ts";
import "./repeat-fields.css";

interface RepeatFieldsProps {
  input: EventInput;
  problems: FieldProblems;
  onType: (change: Partial<EventInput>) => void;
}

/** How an event repeats, and until when. */
export const RepeatFields = ({ input, problems, onType }: RepeatFieldsProps) => {
  const { repeat, editor } = words.value.calendar;
  const { repeats, repeatEnds, startDate } = input;
  // While the date is being typed, there is none to name the choices by.
  const isDated = isWallTime(`${startDate}T00:00:00`);
  const choices: readonly Repeats[] = repeats === "custom" ? [...REPEATS, "custom"] : REPEATS;
  const weekly = repeats === "weekly" || repeats === "fortnightly";
  return (
    <>
      <SelectField
        name="repeats"
        label={repeat.label}
        value={repeats}
        onInput={(value) => {
          const chosen = choices.find((one) => one === value);
          if (chosen) onType({ repeats: chosen });
        }}
      >
        {choices.map((choice) => (
          <option key={choice} value={choice}>
            {isDated
              ? repeatWords(repeat, language.value, choice, startDate)
              : repeat.kinds[choice]}
          </option>
        ))}
      </SelectField>
      {weekly && isDated && <RepeatDays input={input} onType={onType} />}
      {repeats !== "none" && repeats !== "custom" && (
        <div class="event-row repeat-ends">
          <SelectField
            name="repeatEnds"
            label={repeat.ends}
            value={repeatEnds}
            onInput={(value) => {
              if (value === "date" || value === "count" || value === "never")
                onType({ repeatEnds: value });
            }}
          >
            <option value="date">{repeat.onDate}</option>
            <option value="count">{repeat.afterCount}</option>
            <option value="never">{repeat.never}</option>
          </SelectField>
          {repeatEnds === "date" && (
            <TextField
              name="repeatUntil"
              type="date"
              label={repeat.until}
              value={input.repeatUntil}
              error={problems.repeatUntil && editor.problems[problems.repeatUntil]}
              onInput={(repeatUntil) => onType({ repeatUntil })}
              max="9999-12-31"
              required
            />
          )}
          {repeatEnds === "count" && (
            <TextField
              name="repeatCount"
              label={repeat.count}
              inputMode="numeric"
              autocomplete="off"
              value={input.repeatCount}
              error={problems.repeatCount && editor.problems[problems.repeatCount]}
              onInput={(repeatCount) => onType({ repeatCount })}
              required
            />
          )}
        </div>
      )}
    </>
  );
};

/** The weekdays as boxes to tick; that of the start is always ticked. */
const RepeatDays = ({ input, onType }: Omit<RepeatFieldsProps, "problems">) => {
  const { repeat } = words.value.calendar;
  const ticked = repeatDaysOf(input, input.startDate);
  const own = weekdayOf(input.startDate);
  return (
    <fieldset class="repeat-days">
      <legend class="field-label">{repeat.days}</legend>
      {weekdays.map((day) => {
        const isTicked = ticked.includes(day);
        return (
          <label key={day} class="repeat-day">
            <input
              type="checkbox"
              aria-label={weekdayName(language.value, day)}
              checked={isTicked}
              disabled={day === own}
              onInput={() =>
                onType({
                  repeatDays: (isTicked ? ticked.filter((one) => one !== day) : [...ticked, day])
                    .toSorted((a, b) => a - b)
                    .join(","),
                })
              }
            />
            <span aria-hidden="true">{weekdayName(language.value, day, "short")}</span>
          </label>
        );
      })}
    </fieldset>
  );
};
