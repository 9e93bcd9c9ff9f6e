/** What Settings says of replies: a section of its own, since the first screen of a first visit has the words of Settings. */
export interface TutorWords {
  /** The browser's own tutor, where there is one. */
  deviceTutor: { title: string; use: string; hint: string; loading: string; failed: string };
  /** Notifications of replies, by what the student has said to the browser. */
  notify: Record<NotificationPermission, string> & { allow: string };
}

export const tutor: TutorWords = {
  deviceTutor: {
    title: "Tutor on this device (experimental)",
    use: "Answer with this browser's own tutor when your Athros can't",
    hint: "It answers while there's no network, and while you use Athro without an account. It runs on this device and sends nothing anywhere. It answers in English, knows less than your Athros and makes more mistakes; its replies are marked.",
    loading: "Getting it ready…",
    failed:
      "This browser's tutor couldn't be made ready. Check your connection and space, then try again.",
  },
  notify: {
    default: "Athro can tell you when a reply has come while you're away.",
    granted:
      "Athro tells you when a reply has come while you're away. Your browser's settings can stop it.",
    denied: "Notifications are blocked in your browser's settings for this site.",
    allow: "Notify me",
  },
};
