import type { TableName } from "../../../model/tables.ts";
import { plural } from "../plural.ts";

/** Why the server would not take a change, as far as it matters to the student. */
export type RefusalReason = "too-large" | "gone" | "clash" | "not-allowed" | "unreadable" | "other";

/** What of a record was changed, as the student knows it. */
export type FieldName =
  | "title"
  | "time"
  | "repeat"
  | "kind"
  | "athro"
  | "notes"
  | "study"
  | "reminders"
  | "source"
  | "active"
  | "deleted"
  | "cancelled"
  | "value"
  | "other";

export interface SyncWords {
  heading: string;
  state: {
    guest: string;
    offline: string;
    pending: (n: number) => string;
    syncing: string;
    synced: string;
    signin: string;
    refused: (n: number) => string;
    server: string;
    digest: string;
    upgrade: string;
  };
  waiting: string;
  waitingCount: (n: number) => string;
  oldest: string;
  lastSync: string;
  never: string;
  compared: string;
  proof: {
    equal: string;
    /** The same, while something waits or was refused. */
    equalBut: string;
    different: string;
    unknown: string;
  };
  /** How far a long pull has come, 0 to 99. */
  progress: (percent: number) => string;
  check: {
    now: string;
    checking: string;
    /** `at` is a time of day. */
    equal: (at: string) => string;
    /** The same, while something waits or was refused. */
    equalBut: (at: string) => string;
    different: (at: string) => string;
    offline: string;
    signin: string;
    failed: string;
  };
  records: Record<TableName, string>;
  /** A preference that is what a composer holds. */
  draft: string;
  untitled: string;
  refused: {
    heading: string;
    text: string;
    empty: string;
    retry: string;
    edit: string;
    discard: string;
    export: string;
    /** The file's name, without its ending. */
    file: string;
    discarded: string;
    missing: string;
  };
  reasons: Record<RefusalReason, string>;
  discardDialog: {
    first: string;
    firstText: string;
    second: string;
    secondText: string;
    discard: string;
    forGood: string;
    keep: string;
  };
  overwritten: {
    heading: string;
    text: string;
    empty: string;
    lost: string;
    present: string;
    /** `when` is `25 Nov, 14:32`. */
    madeHere: (when: string) => string;
    madeElsewhere: (when: string) => string;
    /** Why there is nothing to restore to. */
    gone: string;
    restore: string;
    dismiss: string;
    restored: string;
    dismissed: string;
    undo: string;
  };
  fields: Record<FieldName, string>;
  values: {
    open: string;
    saved: string;
    deleted: string;
    notDeleted: string;
    cancelled: string;
    notCancelled: string;
    none: string;
  };
  deleted: {
    heading: string;
    text: string;
    textGuest: string;
    empty: string;
    /** When it was deleted, and the day from which it is gone. */
    when: (at: string, until: string) => string;
    restore: string;
    restored: string;
    restoreAll: string;
    restoredAll: (n: number) => string;
  };
  /** A button's name: what it does, and with what. */
  of: (action: string, what: string) => string;
  /** A field of a record: `Physics mock, title`. */
  fieldOf: (record: string, field: string) => string;
  failed: string;
}

export const sync: SyncWords = {
  heading: "Sync",
  state: {
    guest:
      "Everything is saved on this device. Without an account nothing leaves it, so there's nothing to sync.",
    offline: "You're offline. Everything's saved here, and goes out when the network is back.",
    pending: (n) =>
      plural("en", n, {
        one: "1 change waits to be sent. It's safe on this device.",
        other: "{n} changes wait to be sent. They're safe on this device.",
      }),
    syncing: "This device is being brought in line with the server.",
    synced: "Everything here is on the server too.",
    signin: "Sign in to go on syncing. Everything's saved on this device.",
    refused: (n) =>
      plural("en", n, {
        one: "The server didn't accept 1 change. It's below, and safe on this device.",
        other: "The server didn't accept {n} changes. They're below, and safe on this device.",
      }),
    server: "The server has a problem. Athro tries again by itself; everything's saved here.",
    digest:
      "This device and the server don't hold quite the same. Your work is safe here; Athro compares everything again within a day.",
    upgrade:
      "The server needs a newer Athro. What you write is kept on this device; it syncs once Athro is updated.",
  },
  waiting: "Waiting to sync",
  waitingCount: (n) =>
    n === 0 ? "Nothing" : plural("en", n, { one: "1 change", other: "{n} changes" }),
  oldest: "Oldest change from",
  lastSync: "Last synced",
  never: "Not yet",
  compared: "Compared",
  proof: {
    equal: "This device and the server hold the same",
    equalBut: "The same, apart from what the server hasn't got yet",
    different: "This device and the server differ",
    unknown: "Not yet checked",
  },
  progress: (percent) => `Getting your work: ${percent}%`,
  check: {
    now: "Check now",
    checking: "Checking…",
    equal: (at) => `Checked at ${at}: this device and the server hold the same.`,
    equalBut: (at) => `Checked at ${at}: the same, apart from what the server hasn't got yet.`,
    different: (at) =>
      `Checked at ${at}: this device and the server differ. Your work is safe here.`,
    offline: "Couldn't check: you're offline. Everything's saved here.",
    signin: "Couldn't check: sign in first. Everything's saved here.",
    failed: "Couldn't check: the server didn't answer. Everything's saved here. Try again later.",
  },
  records: {
    chat_sessions: "Chat",
    chat_messages: "Message",
    calendar_events: "Event",
    calendar_overrides: "Changed event",
    preferences: "Setting",
    superseded: "Earlier version",
  },
  draft: "Draft",
  untitled: "Untitled",
  refused: {
    heading: "Not accepted",
    text: "The server didn't take these as they are. They're safe on this device, and nothing else waits for them.",
    empty: "The server has accepted everything that it was sent.",
    retry: "Retry",
    edit: "Edit",
    discard: "Discard",
    export: "Export",
    file: "athro-change",
    discarded: "Discarded.",
    missing: "There's nothing left to open.",
  },
  reasons: {
    "too-large": "It's too large for the server.",
    gone: "What it belongs to was deleted for good.",
    clash: "The server has something else in its place.",
    "not-allowed": "It holds a value that the server doesn't allow.",
    unreadable: "The server couldn't read it.",
    other: "The server failed at it time after time.",
  },
  discardDialog: {
    first: "Discard this change?",
    firstText: "It will show what the server holds instead. If the server never had it, it goes.",
    second: "Discard it for good?",
    secondText: "This can't be undone, on this device or any other.",
    discard: "Discard",
    forGood: "Discard for good",
    keep: "Keep it",
  },
  overwritten: {
    heading: "Overwritten edits",
    text: "The same thing was changed on two devices, and the later change won. The other one is kept here for 30 days.",
    empty: "No change of yours has been overwritten by another device.",
    lost: "Lost",
    present: "Now",
    madeHere: (when) => `Changed on this device, ${when}`,
    madeElsewhere: (when) => `Changed on another device, ${when}`,
    gone: "What it belonged to was deleted for good, so it can't be restored.",
    restore: "Restore",
    dismiss: "Dismiss",
    restored: "Restored.",
    dismissed: "Dismissed.",
    undo: "Undo",
  },
  fields: {
    title: "Title",
    time: "Date and time",
    repeat: "Repeats",
    kind: "Kind",
    athro: "Athro",
    notes: "Location and notes",
    study: "Confidence and priority",
    reminders: "Reminders",
    source: "The calendar file it came from",
    active: "Open or saved",
    deleted: "Deletion",
    cancelled: "Cancellation",
    value: "Setting",
    other: "Other details",
  },
  values: {
    open: "Open chat",
    saved: "Saved session",
    deleted: "Deleted",
    notDeleted: "Not deleted",
    cancelled: "Cancelled",
    notCancelled: "Not cancelled",
    none: "Nothing",
  },
  deleted: {
    heading: "Recently deleted",
    text: "Chats and events that you delete can be restored for 30 days, on all your devices.",
    textGuest: "Chats and events that you delete can be restored on this device.",
    empty: "Nothing has been deleted that could be restored.",
    when: (at, until) => `Deleted ${at}. Kept until ${until}`,
    restore: "Restore",
    restored: "Restored.",
    restoreAll: "Restore all",
    restoredAll: (n) => `${n} restored.`,
  },
  of: (action, what) => `${action}: ${what}`,
  fieldOf: (record, field) => `${record}, ${field.toLowerCase()}`,
  failed: "That didn't work, and nothing was changed. Try again.",
};
