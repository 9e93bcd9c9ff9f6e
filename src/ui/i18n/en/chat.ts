import type { WriteProblem } from "../../../store/write-problem.ts";
import type { LearntLanguage, WelshMode } from "../../../model/teaching.ts";
import { plural } from "../plural.ts";

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
    copied: string;
    notCopied: string;
    /** A question was sent anew in the place of another. */
    edited: string;
    /** It was not: the chat of the other has been saved or deleted meanwhile. */
    notEdited: string;
    enoughReplies: string;
    notStopped: string;
    /** An action on a session could not be stored. */
    failed: Record<WriteProblem, string>;
  };
  deleting: { question: string };
  editing: { heading: string; hint: string; missing: string };
  tools: {
    /** The name of a message's row of buttons. */
    of: (message: string) => string;
    copy: string;
    edit: string;
    delete: string;
    regenerate: string;
    previous: string;
    next: string;
    nth: (nth: number, count: number) => string;
    /** On a question that took another's place: brings that one back. */
    edited: string;
  };
  /** What takes a session out of the app. */
  sharing: {
    menu: string;
    download: string;
    print: string;
    share: string;
    /** In the place of `share` where the browser can't. */
    copy: string;
    preparing: string;
    ready: (ready: string, of: string) => string;
    failed: string;
  };
  /** In a reply: names of a block of code without a language, of a table and of a formula, and of what copies a block. */
  markdown: { code: string; table: string; formula: string; copyCode: string };
  /** Below a reply. */
  marks: { stopped: string; cut: string; device: string };
  /** The offer to tell of a reply that comes while the app is not in view. */
  notify: { name: string; question: (athro: string) => string; yes: string; no: string };
  /** How the student wants to be taught. */
  teaching: {
    language: string;
    learning: string;
    asAsked: string;
    /** By the value of the preference. */
    languages: Readonly<Record<WelshMode | LearntLanguage, string>> &
      Readonly<Record<string, string>>;
    confidence: string;
    how: (athro: string) => string;
    level: (level: number) => string;
    notSaid: string;
    forget: string;
  };
  /** Where messages were deleted. */
  removed: (count: number) => string;
  renaming: { heading: string; title: string; missing: string; long: (max: string) => string };
  sessions: {
    empty: string;
    /** The field above the list. */
    search: string;
    none: (query: string) => string;
    /** In place of a session that was deleted a moment ago. */
    deleted: string;
    /** The title of a session that has none. */
    untitled: string;
  };
  log: {
    empty: (athro: string) => string;
    earlier: string;
    later: string;
    newMessages: string;
    /** Away from a place far up in a chat. */
    latest: string;
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
    /** Another question's reply is being written, and this one's comes then. */
    next: string;
    answered: string;
    unanswered: string;
    /** The question is longer than the Athro takes; `most` is how long it may be. */
    tooLong: (athro: string, most: string | null) => string;
    /** The day's replies have been had; `time` is when there will be more, on this device's clock. */
    quota: (time: string | null) => string;
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
    stop: string;
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
    copied: "Copied.",
    notCopied: "Couldn't copy. Select the text and copy it yourself.",
    edited: "Sent again. Your first question is kept.",
    notEdited: "Not sent: that chat is no longer open. Your words are in the message box.",
    enoughReplies: "That's as many replies as one question can have. Ask a new one.",
    notStopped: "Couldn't stop it. Check your connection and try again.",
    failed: {
      full: "Nothing has changed: this device has no space left. Free some space, then try again.",
      "too-large": "Nothing has changed: that is too large to save.",
      closed: "Nothing has changed: the app has lost its storage. Reload the page, then try again.",
      unknown: "Nothing has changed: something went wrong on this device. Try again.",
    },
  },
  editing: {
    heading: "Edit and send again",
    hint: "The new question takes the place of this one, which you can bring back.",
    missing: "Write your question.",
  },
  tools: {
    of: (message) => `Tools for ${message}`,
    copy: "Copy",
    edit: "Edit",
    delete: "Delete",
    regenerate: "Another reply",
    previous: "Previous reply",
    next: "Next reply",
    nth: (nth, count) => `Reply ${nth} of ${count}`,
    edited: "Edited. Restore the first",
  },
  sharing: {
    menu: "More",
    download: "Download",
    print: "Print",
    share: "Share",
    copy: "Copy the chat",
    preparing: "Preparing to print",
    ready: (ready, of) => `${ready} of ${of} messages`,
    failed: "That didn't work. Nothing has changed. Try again.",
  },
  markdown: { code: "Code", table: "Table", formula: "Formula", copyCode: "Copy code" },
  marks: {
    stopped: "You stopped this reply",
    cut: "This reply broke off here",
    device: "Written by this device's own tutor (experimental)",
  },
  notify: {
    name: "Notifications",
    question: (athro) => `Shall Athro tell you when ${athro} has answered?`,
    yes: "Notify me",
    no: "Not now",
  },
  teaching: {
    language: "Answers in",
    learning: "You're learning",
    asAsked: "As you write",
    languages: {
      en: "English only",
      cy: "Cymraeg yn unig",
      both: "Side by side",
      fr: "French",
      de: "German",
      es: "Spanish",
      it: "Italian",
      pl: "Polish",
      el: "Greek",
      tr: "Turkish",
      uk: "Ukrainian",
      zh: "Chinese",
      ar: "Arabic",
    },
    confidence: "Confidence",
    how: (athro) => `How confident are you with what ${athro} teaches?`,
    level: (level) => `${level} of 10`,
    notSaid: "You haven't said yet",
    forget: "Forget it",
  },
  removed: (count) =>
    plural("en", count, { one: "Message deleted.", other: "{n} messages deleted." }),
  deleting: { question: "Delete this chat on all your devices?" },
  renaming: {
    heading: "Rename session",
    title: "Title",
    missing: "Give the session a title.",
    long: (max) => `Use at most ${max} characters.`,
  },
  sessions: {
    empty: "No saved sessions yet. Save a session to keep it here and start a new chat.",
    search: "Search by title",
    none: (query) => `No title has “${query}”.`,
    deleted: "Deleted",
    untitled: "Untitled chat",
  },
  log: {
    empty: (athro) => `What would you like to ask ${athro}?`,
    earlier: "Earlier messages",
    later: "Later messages",
    newMessages: "New messages",
    latest: "To the latest messages",
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
    next: "Sent. Its reply comes after the one being written",
    answered: "Answered",
    unanswered: "Couldn't get a reply.",
    tooLong: (athro, most) =>
      most === null
        ? `Too long for ${athro} to answer. Shorten it and send it again.`
        : `Too long for ${athro} to answer: the limit is ${most} characters. Shorten it and send it again.`,
    quota: (time) =>
      time === null
        ? "You've had today's replies. Your question is kept."
        : `You've had today's replies. Yours will come after ${time}.`,
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
    stop: "Stop",
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
