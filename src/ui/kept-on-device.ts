/**
 * Choices about how the app looks on this device, which must be known before the first paint and so before any database is open, and
 * what has to be told to whoever opens it next, and what the offer to install goes by.
 * Nothing that the student wrote is ever kept here. A browser that forbids the storage gets the defaults.
 */
type Choice =
  | "language"
  | "theme"
  | "calendar-view"
  | "account-gone"
  | "visits"
  | "wrote"
  | "install-declined"
  | "notify-offered"
  | "device-tutor"
  | "study-timer"
  | "study-hours";

const keyOf = (choice: Choice): string => `athro:${choice}`;

export const readFromDevice = (choice: Choice): string | null => {
  try {
    return globalThis.localStorage?.getItem(keyOf(choice)) ?? null;
  } catch {
    return null;
  }
};

/** Keeps a choice, or forgets it (null). */
export const keepOnDevice = (choice: Choice, value: string | null): void => {
  try {
    if (value === null) globalThis.localStorage?.removeItem(keyOf(choice));
    else globalThis.localStorage?.setItem(keyOf(choice), value);
  } catch {
    // The choice holds until the page is closed, and that is all that can be had.
  }
};

/** Calls back when another tab of this browser keeps or forgets a choice. */
export const followOnDevice = (choice: Choice, changed: (value: string | null) => void): void => {
  globalThis.addEventListener?.("storage", ({ key, newValue }) => {
    if (key === keyOf(choice)) changed(newValue);
  });
};
