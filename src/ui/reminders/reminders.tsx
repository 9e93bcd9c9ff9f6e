import { useEffect, useState } from "preact/hooks";
import { dateOf } from "../../model/civil.ts";
import { deviceZone } from "../../model/device-zone.ts";
import type { EventReminder } from "../../store/reminders.ts";
import type { Store } from "../../store/store.ts";
import { urlOf } from "../calendar/place.ts";
import { localDate } from "../i18n/dates.ts";
import type { ReminderWords } from "../i18n/en/reminders.ts";
import { language, words } from "../i18n/language.ts";
import type { Language } from "../i18n/languages.ts";
import { reminderWhen } from "../i18n/reminder-when.ts";
import { ButtonLink, IconButton } from "../kit/button.tsx";
import { Notice } from "../kit/notice.tsx";
import { notifyLeave } from "../notifications.ts";
import { useServices } from "../services.ts";
import { startReminders } from "./schedule.ts";
import "./reminders.css";

/** So many on the screen at once; the earlier ones give way. */
const SHOWN_MAX = 3;

/** Where a reminder leads: the event, open on its day. */
const pathOf = ({ event }: EventReminder): string =>
  urlOf({ view: "day", date: dateOf(event.starts_at), isNew: false, event: event.key });

const whenOf = (words: ReminderWords, language: Language, { event }: EventReminder): string =>
  reminderWhen(words, language, event, { today: localDate(Date.now()), zone: deviceZone() });

/** Reminds of events while the page is open: by notifications where they are allowed, and else in a place above every screen. */
export const Reminders = ({ store }: { store: Store }) => {
  const { shared } = useServices();
  const [shown, setShown] = useState<readonly EventReminder[]>([]);
  const { reminders } = words.value;
  useEffect(() => {
    const here = (due: readonly EventReminder[]) =>
      setShown((before) => {
        const keys = new Set(due.map(({ event }) => event.key));
        return [...before.filter(({ event }) => !keys.has(event.key)), ...due].slice(-SHOWN_MAX);
      });
    return startReminders(store, {
      // A page that nobody sees has no place to show one.
      canShow: () => notifyLeave.peek() === "granted" || document.visibilityState === "visible",
      show: (due) =>
        void Promise.all(due.map((one) => notify(one, shared.peek()).then((told) => !told && one)))
          // What can't be told by a notification is shown in the page.
          .then((left) => left.filter((one) => one !== false))
          .then((left) => left.length > 0 && here(left)),
    });
  }, [store]);
  const close = (key: string) => setShown(shown.filter(({ event }) => event.key !== key));
  return (
    <section class="reminders" aria-label={reminders.region} aria-live="polite">
      {shown.map((one) => {
        const { key, title } = one.event;
        return (
          <Notice
            key={key}
            title={title || reminders.untitled}
            actions={
              <>
                <ButtonLink href={pathOf(one)} onClick={() => close(key)}>
                  {reminders.open}
                </ButtonLink>
                <IconButton icon="close" label={reminders.close} onClick={() => close(key)} />
              </>
            }
          >
            {whenOf(reminders, language.value, one)}
          </Notice>
        );
      })}
    </section>
  );
};

/** Whether it was told by a notification. On a device that others use too, it says no more than that there is something. */
const notify = async (one: EventReminder, shared: boolean): Promise<boolean> => {
  if (notifyLeave.peek() !== "granted") return false;
  const { reminders } = words.peek();
  const { key, title } = one.event;
  try {
    const registration = await navigator.serviceWorker.getRegistration();
    if (!registration?.active) return false;
    await registration.showNotification(shared ? reminders.private : title || reminders.untitled, {
      body: whenOf(reminders, language.peek(), one),
      tag: `athro-event-${key}`,
      icon: "/icons/athro-192.png",
      data: { path: pathOf(one) },
    });
    return true;
  } catch (error) {
    console.warn("reminders: no notification", error);
    return false;
  }
};
