import { athroOf } from "../../model/athros.ts";
import type { EventInput } from "../../model/event-input.ts";
import { CONFIDENCE_MAX } from "../../model/teaching.ts";
import type { CalendarWords } from "../i18n/en/calendar.ts";
import { words } from "../i18n/language.ts";
import { CheckField, SelectField } from "../kit/field.tsx";
import type { FieldProblems } from "./event-problems.ts";

interface StudyFieldsProps {
  input: EventInput;
  problems: FieldProblems;
  onType: (change: Partial<EventInput>) => void;
}

const LEVELS = Array.from({ length: CONFIDENCE_MAX + 1 }, (_, level) => level);

/** How sure the student is of what an event is about, which they need not say, and whether it matters most. */
export const StudyFields = ({ input, problems, onType }: StudyFieldsProps) => {
  const { editor } = words.value.calendar;
  const { confidence, priority } = input;
  return (
    <>
      <SelectField
        name="confidence"
        label={editor.confidence}
        hint={hintOf(editor, input)}
        error={problems.confidence && editor.problems[problems.confidence]}
        value={confidence === null ? "" : String(confidence)}
        onInput={(value) => onType({ confidence: value === "" ? null : Number(value) })}
      >
        <option value="">{editor.unsaid}</option>
        {LEVELS.map((level) => (
          <option key={level} value={String(level)}>
            {editor.level(level)}
          </option>
        ))}
      </SelectField>
      <CheckField
        label={editor.priority}
        checked={priority}
        onInput={(checked) => onType({ priority: checked })}
      />
    </>
  );
};

/** Of an event that repeats, that its times have no confidence of their own; of an exam, what its confidence is for. */
const hintOf = (
  editor: CalendarWords["editor"],
  { kind, repeats, confidence, athroId }: EventInput,
): string | undefined => {
  const forAll = repeats === "none" ? [] : [editor.studyForAll];
  if (kind !== "exam") return forAll[0];
  const plan =
    confidence === null && athroId !== null
      ? editor.unsaidGoesBy(athroOf(athroId).name)
      : editor.planGoesBy;
  return [...forAll, plan].join(" ");
};

/** Another device's version, in words: `Confidence: 3 of 10 · Priority`. */
export const studyWords = (
  editor: CalendarWords["editor"],
  { confidence, priority }: Pick<EventInput, "confidence" | "priority">,
): string =>
  [
    `${editor.confidence}: ${confidence === null ? editor.unsaid : editor.level(confidence)}`,
    ...(priority ? [editor.priority] : []),
  ].join(" · ");
