import { ATHROS, athroOf, isKnownAthro } from "../../model/athros.ts";
import type { EventInput } from "../../model/event-input.ts";
import { EVENT_KINDS } from "../../model/tables.ts";
import { words } from "../i18n/language.ts";
import { CheckField, SelectField, TextAreaField, TextField } from "../kit/field.tsx";
import { ReminderField } from "../reminders/reminder-field.tsx";
import { RepeatFields } from "./repeat-fields.tsx";
import { StudyFields } from "./study-fields.tsx";
import type { FieldName, FieldProblems } from "./event-problems.ts";

interface EventFieldsProps {
  input: EventInput;
  problems: FieldProblems;
  onType: (change: Partial<EventInput>) => void;
}

/** The fields of an event. Each is named after what it sets, so that the form can find the one to mend. */
export const EventFields = ({ input, problems, onType }: EventFieldsProps) => {
  const { editor, kinds } = words.value.calendar;
  const athros = input.athroId === null || isKnownAthro(input.athroId) ? [] : [input.athroId];
  /** What text, date and time fields have in common. */
  const field = (
    name: Exclude<FieldName, "kind" | "repeatUntil" | "repeatCount" | "confidence">,
  ) => {
    const problem = problems[name];
    return {
      name,
      label: editor[name],
      value: input[name],
      error: problem && editor.problems[problem],
      onInput: (value: string) => onType({ [name]: value }),
    };
  };
  return (
    <>
      <TextField {...field("title")} autocomplete="off" />
      <div class="event-row">
        <SelectField
          name="athroId"
          label={editor.athro}
          value={input.athroId ?? ""}
          onInput={(value) => onType({ athroId: value === "" ? null : value })}
        >
          <option value="">{editor.noAthro}</option>
          {[...ATHROS, ...athros.map(athroOf)].map((athro) => (
            <option key={athro.id} value={athro.id}>
              {athro.name}
            </option>
          ))}
        </SelectField>
        <SelectField
          name="kind"
          label={editor.kind}
          value={input.kind}
          error={problems.kind && editor.problems[problems.kind]}
          onInput={(value) => {
            const kind = EVENT_KINDS.find((one) => one === value);
            if (kind) onType({ kind });
          }}
        >
          {EVENT_KINDS.map((kind) => (
            <option key={kind} value={kind}>
              {kinds[kind]}
            </option>
          ))}
        </SelectField>
      </div>
      <CheckField
        label={editor.allDay}
        checked={input.allDay}
        onInput={(allDay) => onType({ allDay })}
      />
      <div class="event-row">
        <TextField {...field("startDate")} type="date" max={LAST_DATE} required />
        {!input.allDay && <TextField {...field("startTime")} type="time" required />}
        <TextField {...field("endDate")} type="date" max={LAST_DATE} required />
        {!input.allDay && <TextField {...field("endTime")} type="time" required />}
      </div>
      <RepeatFields input={input} problems={problems} onType={onType} />
      <ReminderField
        value={input.reminders}
        allDay={input.allDay}
        onInput={(reminders) => onType({ reminders })}
      />
      <StudyFields input={input} problems={problems} onType={onType} />
      <TextField {...field("location")} autocomplete="off" />
      <TextAreaField {...field("notes")} />
    </>
  );
};

/** Keeps the year of a date field at four digits. */
const LAST_DATE = "9999-12-31";
