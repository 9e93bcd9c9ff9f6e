/** What a key of the old app's localStorage holds. */
type LegacyForm =
  | { kind: "session"; athroId: string; sessionId: string | null; archived: boolean }
  | { kind: "calendar"; backup: boolean }
  | { kind: "confidence" }
  | { kind: "preference"; name: string };

export interface LegacyKey {
  /** As it stands in localStorage. */
  key: string;
  /** Whose it is: a user id, or null for whoever used the device without an account. */
  owner: string | null;
  form: LegacyForm;
}

const OWNER = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|anonymous)_(.*)$/is;
const USER = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const ARCHIVED = "_archived_";

/** What a key of localStorage is to the import; null for one that is not the old app's. */
export const parseLegacyKey = (key: string): LegacyKey | null => {
  const session = after(key, "athro_chat_session_");
  if (session !== null) return sessionKey(key, session);
  const calendar = after(key, "calendar_events_");
  if (calendar !== null) {
    const of = after(calendar, "backup_");
    return {
      key,
      owner: userOf(of ?? calendar),
      form: { kind: "calendar", backup: of !== null },
    };
  }
  if (key === "athroCalendarEvents")
    return { key, owner: null, form: { kind: "calendar", backup: false } };
  // It was written in small and in capital letters.
  if (key.toLowerCase() === "athro_workspace_confidence_levels")
    return { key, owner: null, form: { kind: "confidence" } };
  const name = after(key, "athro_dashboard_");
  if (name === null) return null;
  if (name === "calendar_events")
    return { key, owner: null, form: { kind: "calendar", backup: false } };
  if (name === "athro_confidence") return { key, owner: null, form: { kind: "confidence" } };
  return { key, owner: null, form: { kind: "preference", name } };
};

/** The key of a calendar's backup, and of the calendar that a backup is of. */
export const backupOf = (calendar: string): string =>
  calendar.replace(/^calendar_events_/, "calendar_events_backup_");
export const calendarOf = (backup: string): string =>
  backup.replace(/^calendar_events_backup_/, "calendar_events_");

const sessionKey = (key: string, rest: string): LegacyKey => {
  const [, who = "anonymous", tail = rest] = OWNER.exec(rest) ?? [];
  const at = tail.indexOf(ARCHIVED);
  return {
    key,
    owner: userOf(who),
    form: {
      kind: "session",
      athroId: at < 0 ? tail : tail.slice(0, at),
      sessionId: at < 0 ? null : tail.slice(at + ARCHIVED.length),
      archived: at >= 0,
    },
  };
};

const after = (text: string, prefix: string): string | null =>
  text.startsWith(prefix) ? text.slice(prefix.length) : null;

const userOf = (text: string): string | null => (USER.test(text) ? text.toLowerCase() : null);
