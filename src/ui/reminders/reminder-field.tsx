import { useEffect, useState } from "preact/hooks";
import { reminderChoices } from "../../model/reminders/choices.ts";
import { words } from "../i18n/language.ts";
import { Button } from "../kit/button.tsx";
import { SelectField } from "../kit/field.tsx";
import { askToNotify, canOfferToNotify, notifyLeave } from "../notifications.ts";
import { useServices } from "../services.ts";
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
  const leave = notifyLeave.value;
  const isSet = value !== "";
  const always = useAlways(isSet && leave === "granted");
  const hint = always ? reminders.always : reminders.while[leave];
  return (
    <>
      <SelectField
        name="reminders"
        label={reminders.field}
        hint={isSet ? hint : undefined}
        value={value}
        onInput={onInput}
      >
        {reminderChoices(allDay, value).map((choice) => (
          <option key={choice} value={choice}>
            {reminderWords(reminders, choice, allDay)}
          </option>
        ))}
      </SelectField>
      {isSet && canOfferToNotify() && (
        <Button onClick={() => void askToNotify()}>{reminders.allow}</Button>
      )}
    </>
  );
};

/** Whether reminders come with Athro closed too. It is looked up only when asked, since the part that knows is loaded for it. */
const useAlways = (asked: boolean): boolean => {
  const { pushReminders } = useServices();
  const [chosen, setChosen] = useState(false);
  useEffect(() => {
    if (!asked) return;
    let over = false;
    const look = async () => {
      const push = await pushReminders();
      if (push && (await push.chosen()) && !over) setChosen(true);
    };
    // What is told without it is true as well, and less.
    look().catch((error: unknown) => console.warn("reminders: not looked up", error));
    return () => {
      over = true;
    };
  }, [asked]);
  return asked && chosen;
};
