import { plural } from "../plural.ts";

/** Reminders: the field of the editor, and what is shown when one comes. */
export interface ReminderWords {
  field: string;
  none: string;
  atStart: string;
  /** Minutes before the start, or after it where negative. */
  before: (minutes: number) => string;
  /** Of what lasts all day: `time` on its first day, or on the day before. */
  onDay: (time: string) => string;
  dayBefore: (time: string) => string;
  /** When reminders come, by what the student has said of notifications. */
  while: Record<"granted" | "default" | "denied" | "unavailable", string>;
  /** Where notifications are allowed, and the student has chosen to be reminded with Athro closed too. */
  always: string;
  allow: string;
  /** The choice to be reminded with Athro closed. */
  closed: {
    label: string;
    hint: string;
    /** While the browser is being asked, which may take some seconds. */
    asking: string;
    shared: string;
    /** Chosen, while the project sends none. */
    silent: string;
    denied: string;
    install: string;
    failed: string;
  };
  /** Names the place where they are shown. */
  region: string;
  open: string;
  close: string;
  untitled: string;
  /** On a device that others use too. */
  private: string;
  today: (time: string) => string;
  /** `day` is `Friday 27 November`; without a time it lasts all day. */
  later: (day: string, time: string | null) => string;
  /** `when` is by the clock of a zone that isn't the device's. */
  elsewhere: (when: string, zone: string) => string;
}

export const reminders: ReminderWords = {
  field: "Reminder",
  none: "None",
  atStart: "When it starts",
  before: (minutes) => {
    const size = Math.abs(minutes);
    const long =
      size % 1440 === 0
        ? plural("en", size / 1440, { one: "1 day", other: "{n} days" })
        : size % 60 === 0
          ? plural("en", size / 60, { one: "1 hour", other: "{n} hours" })
          : plural("en", size, { one: "1 minute", other: "{n} minutes" });
    return `${long} ${minutes < 0 ? "after" : "before"}`;
  },
  onDay: (time) => `On the day at ${time}`,
  dayBefore: (time) => `The day before at ${time}`,
  while: {
    granted: "Athro reminds you by a notification while it is open on this device.",
    default:
      "Athro reminds you while it is open: on its own screen, or by a notification if you allow that.",
    denied:
      "Athro reminds you on its own screen while it is open. Notifications are blocked in this browser's settings.",
    unavailable: "Athro reminds you on its own screen while it is open.",
  },
  always:
    "Athro reminds you by a notification on this device, also while it is closed. For that the device needs a network.",
  allow: "Allow notifications",
  closed: {
    label: "Remind me when Athro is closed too",
    hint: "Reminders then come as notifications, within about a minute, while this device has a network. They travel encrypted through your browser's push service, and end when you sign out here.",
    asking: "Asking your browser…",
    shared: "As others use this device too, they don't say what the event is.",
    silent: "No reminders are being sent at the moment. They come while Athro is open.",
    denied:
      "Reminders can't come while Athro is closed: notifications are blocked in your browser's settings for this site.",
    install:
      "To be reminded when Athro is closed, install it first: on this device only an installed app can do that.",
    failed:
      "That couldn't be changed. Check your connection, then try again. Reminders come while Athro is open.",
  },
  region: "Reminders",
  open: "Open",
  close: "Close",
  untitled: "Untitled event",
  private: "An event in your calendar",
  today: (time) => `Today at ${time}`,
  later: (day, time) => (time === null ? day : `${day} at ${time}`),
  elsewhere: (when, zone) => `${when}, ${zone} time`,
};
