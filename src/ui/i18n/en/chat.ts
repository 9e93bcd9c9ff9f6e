import type { WriteProblem } from "../../../store/write-problem.ts";

export interface ChatWords {
  athros: {
    heading: string;
    /** Under the name of an Athro that has no open chat. */
    startChat: string;
  };
  actions: {
    savedSessions: string;
    saveSession: string;
    deleteSession: string;
    /** Why there is nothing to save or delete. */
    nothingYet: string;
    open: string;
    resume: string;
    rename: string;
    restore: string;
    undo: string;
    cancel: string;
    close: string;
    save: string;
    delete: string;
  };
  notices: {
    saved: string;
    deleted: string;
    messageDeleted: string;
    /** An action on a session could not be stored. */
    failed: Record<WriteProblem, string>;
  };
  deleting: { question: string };
  renaming: { heading: string; title: string; missing: string; long: (max: string) => string };
  sessions: {
    empty: string;
    /** In place of a session that was deleted a moment ago. */
    deleted: string;
    /** The title of a session that has none. */
    untitled: string;
  };
  log: {
    empty: (athro: string) => string;
    earlier: string;
    newMessages: string;
    today: string;
    yesterday: string;
    you: string;
    note: string;
    /** A message's name for assistive technology. */
    message: (by: string, time: string) => string;
  };
  state: {
    saved: string;
    guestHint: string;
    waiting: string;
    waitingOffline: string;
    sent: string;
    sentOffline: string;
    answering: (athro: string) => string;
    answered: string;
    unanswered: string;
    tryAgain: string;
    refused: string;
    retry: string;
    edit: string;
    delete: string;
    /** Said when a reply has come; its text is there to be read. */
    replied: (athro: string) => string;
  };
  composer: {
    message: string;
    ask: (athro: string) => string;
    send: string;
    count: (length: string, max: string) => string;
    long: (length: string, max: string) => string;
    notSaved: Record<WriteProblem, string>;
    freeSpace: string;
    draftUnkept: string;
  };
  missing: {
    athro: string;
    athroText: string;
    session: string;
    sessionText: string;
    sessionDeleted: string;
    chooseAthro: string;
  };
}

export const chat: ChatWords = {
  athros: { heading: "Athros", startChat: "Start a chat" },
  actions: {
    savedSessions: "Saved sessions",
    saveSession: "Save session",
    deleteSession: "Delete session",
    nothingYet: "There is nothing in this chat yet",
    open: "Open",
    resume: "Resume",
    rename: "Rename",
    restore: "Restore",
    undo: "Undo",
    cancel: "Cancel",
    close: "Close",
    save: "Save",
    delete: "Delete",
  },
  notices: {
    saved: "Saved. New chat started.",
    deleted: "Chat deleted.",
    messageDeleted: "Message deleted.",
    failed: {
      full: "Nothing has changed: this device has no space left. Free some space, then try again.",
      "too-large": "Nothing has changed: that is too large to save.",
      closed: "Nothing has changed: the app has lost its storage. Reload the page, then try again.",
      unknown: "Nothing has changed: something went wrong on this device. Try again.",
    },
  },
  deleting: { question: "Delete this chat on all your devices?" },
  renaming: {
    heading: "Rename session",
    title: "Title",
    missing: "Give the session a title.",
    long: (max) => `Use at most ${max} characters.`,
  },
  sessions: {
    empty: "No saved sessions yet. Save a session to keep it here and start a new chat.",
    deleted: "Deleted",
    untitled: "Untitled chat",
  },
  log: {
    empty: (athro) => `What would you like to ask ${athro}?`,
    earlier: "Earlier messages",
    newMessages: "New messages",
    today: "Today",
    yesterday: "Yesterday",
    you: "You",
    note: "Note",
    message: (by, time) => `${by}, ${time}`,
  },
  state: {
    saved: "Saved on this device",
    guestHint: "For a reply, create an account",
    waiting: "Waiting to send",
    waitingOffline: "Waiting to send. You'll get a reply when you're back online",
    sent: "Sent",
    sentOffline: "Sent. You'll get a reply when you're back online",
    answering: (athro) => `${athro} is writing…`,
    answered: "Answered",
    unanswered: "Couldn't get a reply.",
    tryAgain: "Try again",
    refused: "Not sent.",
    retry: "Retry",
    edit: "Edit",
    delete: "Delete",
    replied: (athro) => `${athro} has replied`,
  },
  composer: {
    message: "Message",
    ask: (athro) => `Ask ${athro}`,
    send: "Send",
    count: (length, max) => `${length} of ${max} characters`,
    long: (length, max) =>
      `This message has ${length} characters; the limit is ${max}. Shorten it to send it. Your text is kept.`,
    freeSpace: "See what takes up space",
    notSaved: {
      full: "Not saved: this device has no space left. Your text is still here. Free some space, then send it again.",
      "too-large":
        "Not saved: this message is too large to send. Your text is still here. Shorten it, then send it again.",
      closed:
        "Not saved: the app has lost its storage. Your text is still here. Copy it, then reload the page.",
      unknown:
        "Not saved: something went wrong on this device. Your text is still here. Send it again.",
    },
    draftUnkept:
      "What you type isn't being saved on this device. Keep this page open until you have sent it.",
  },
  missing: {
    athro: "There is no such Athro",
    athroText: "The link may be old or mistyped. Your chats are safe.",
    session: "This session isn't here",
    sessionText:
      "It may not have reached this device yet, or the link is wrong. Your chats are safe.",
    sessionDeleted: "This session was deleted.",
    chooseAthro: "Choose an Athro",
  },
};
