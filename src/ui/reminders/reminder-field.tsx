import { reminderChoices } from "../../model/reminders/choices.ts";
import { words } from "../i18n/language.ts";
import { Button } from "../kit/button.tsx";
import { SelectField } from "../kit/field.tsx";
import { askToNotify, canOfferToNotify, notifyLeave } from "../notifications.ts";
import { reminderWords } from "./reminder-words.ts";

interface ReminderFieldProps {
  /** As the editor holds it: minutes before the start. */
  value: string;
  allDay: boolean;
  onInput: (value: string) => void;
}

/** When to be reminded of an event, and in what way that can be. Only here, by the student's own press, is leave for notifications asked for. */
export const ReminderField = ({ value, allDay, onInput }: ReminderFieldProps) => {
  const { reminders } = words.value;
  return (
    <>
      <SelectField
        name="reminders"
        label={reminders.field}
        hint={value === "" ? undefined : reminders.while[notifyLeave.value]}
        value={value}
        onInput={onInput}
      >
        {reminderChoices(allDay, value).map((choice) => (
          <option key={choice} value={choice}>
            {reminderWords(reminders, choice, allDay)}
          </option>
        ))}
      </SelectField>
      {value !== "" && canOfferToNotify() && (
        <Button onClick={() => void askToNotify()}>{reminders.allow}</Button>
      )}
    </>
  );
};
