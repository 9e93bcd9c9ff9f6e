import { type Hours } from "../../model/study/plan.ts";
import { SESSION_LENGTHS } from "../../model/study/revision.ts";
import { clockTime } from "../calendar/date-words.ts";
import { words } from "../i18n/language.ts";
import { SelectField } from "../kit/field.tsx";
import { COUNT_MAX, type PlanChoices } from "./plan-model.ts";

const COUNTS = Array.from({ length: COUNT_MAX }, (_, index) => index + 1);
/** Every half hour from 6 in the morning to midnight, minutes. */
const TIMES = Array.from({ length: 37 }, (_, index) => 360 + index * 30);

interface PlanChoicesViewProps {
  choices: PlanChoices;
  onChange: (choices: PlanChoices) => void;
}

/** How long and how often, and when the student is free. */
export const PlanChoicesView = ({ choices, onChange }: PlanChoicesViewProps) => {
  const { plan } = words.value.study;
  const change = (some: Partial<PlanChoices>) => onChange({ ...choices, ...some });
  return (
    <section aria-label={plan.choices} class="plan-choices">
      <NumberField
        label={plan.length}
        value={choices.length}
        of={SESSION_LENGTHS}
        text={plan.minutes}
        onInput={(length) => change({ length })}
      />
      <NumberField
        label={plan.least}
        value={choices.least}
        of={COUNTS}
        onInput={(least) => change({ least, most: Math.max(least, choices.most) })}
      />
      <NumberField
        label={plan.most}
        value={choices.most}
        of={COUNTS}
        onInput={(most) => change({ most, least: Math.min(most, choices.least) })}
      />
      <HoursFields
        label={plan.schoolDays}
        hours={choices.schoolDays}
        onChange={(schoolDays) => change({ schoolDays })}
      />
      <HoursFields
        label={plan.weekends}
        hours={choices.weekends}
        onChange={(weekends) => change({ weekends })}
      />
    </section>
  );
};

interface HoursFieldsProps {
  label: string;
  hours: Hours;
  onChange: (hours: Hours) => void;
}

const HoursFields = ({ label, hours: { from, to }, onChange }: HoursFieldsProps) => {
  const { plan } = words.value.study;
  return (
    <fieldset class="plan-hours">
      <legend class="field-label">{label}</legend>
      <NumberField
        label={plan.from}
        value={from}
        of={TIMES.slice(0, -1)}
        text={clockTime}
        onInput={(next) => onChange({ from: next, to: Math.max(to, next + 30) })}
      />
      <NumberField
        label={plan.to}
        value={to}
        of={TIMES.slice(1)}
        text={clockTime}
        onInput={(next) => onChange({ from: Math.min(from, next - 30), to: next })}
      />
    </fieldset>
  );
};

interface NumberFieldProps {
  label: string;
  value: number;
  of: readonly number[];
  text?: (n: number) => string;
  onInput: (n: number) => void;
}

const NumberField = ({ label, value, of, text = String, onInput }: NumberFieldProps) => (
  <SelectField label={label} value={String(value)} onInput={(chosen) => onInput(Number(chosen))}>
    {of.map((n) => (
      <option key={n} value={String(n)}>
        {text(n)}
      </option>
    ))}
  </SelectField>
);
