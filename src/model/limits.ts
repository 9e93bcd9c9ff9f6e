/** Limits that the server enforces too (`supabase/migrations`); a client checks them first, to say so in plain words. */

/** UTF-16 code units in one message. */
export const MESSAGE_LENGTH_MAX = 16_000;
/** UTF-16 code units in a title. */
export const TITLE_LENGTH_MAX = 300;
/** UTF-16 code units in an event's notes. */
export const NOTES_LENGTH_MAX = 8_000;
/** Reminders of one event. */
export const REMINDERS_MAX = 5;
/** Minutes that a reminder may come before its event: four weeks. */
export const REMINDER_BEFORE_MAX_MIN = 40_320;
/** Minutes that a reminder may come after the start: a day, for what lasts all day. */
export const REMINDER_AFTER_MAX_MIN = 1_440;
/** UTF-16 code units in the name by which another calendar knows an event. */
export const UID_LENGTH_MAX = 1_000;
/** Bytes of one mutation as JSON in UTF-8. */
export const MUTATION_BYTES_MAX = 65_536;
/** How far ahead of the server's clock a stamp may be, in ms. */
export const STAMP_AHEAD_MAX_MS = 60_000;
/** How far ahead of now a message's order key may be, in ms. */
export const ORDER_KEY_AHEAD_MAX_MS = 86_400_000;
