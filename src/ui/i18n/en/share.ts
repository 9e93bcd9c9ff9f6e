export interface ShareWords {
  heading: string;
  /** The name of what was shared, for those who can't see it. */
  text: string;
  kept: (athro: string) => string;
  unkept: string;
  nothing: string;
  toAthros: string;
  nobody: string;
  start: string;
  signIn: string;
  notKept: { full: string; unknown: string };
}

export const share: ShareWords = {
  heading: "Which Athro is this for?",
  text: "What you shared",
  kept: (athro) =>
    `It's kept in ${athro}'s message box until you choose another Athro. Nothing is sent until you press Send.`,
  unkept: "It isn't stored on this device yet. Choose an Athro to keep it; nothing is sent.",
  nothing: "Nothing came with this. To ask an Athro about something, share a text or a link.",
  toAthros: "Choose an Athro",
  nobody:
    "What you shared is kept on this device for whoever goes on without an account. If you sign in, Athro asks whether it's yours.",
  start: "Start without an account",
  signIn: "Sign in",
  notKept: {
    full: "Not saved: this device has no space left. The text is still here. Free some space, then choose again.",
    unknown: "Not saved: something went wrong. The text is still here. Choose again, or copy it.",
  },
};
