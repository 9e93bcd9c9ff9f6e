import { signal } from "@preact/signals";

/** A calendar file that the student has chosen, or opened from the system, and not yet decided on. It outlives the screen. */
export const pendingFile = signal<File | null>(null);

/** Asks on the calendar's screen (`/calendar`) whether a file is to be imported. */
export const openCalendarFile = (file: File): void => {
  pendingFile.value = file;
};
