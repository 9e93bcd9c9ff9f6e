import type { AccountProblem } from "../../../model/account-problem.ts";
import { plural } from "../plural.ts";

/** What the forms themselves find wrong before anything is sent. */
export type FormProblem = "email-missing" | "password-missing" | "password-short" | "password-long";

/** What may exist only on this device. */
export type LossKind = "messages" | "chats" | "events" | "drafts" | "other";

export interface AccountWords {
  heading: string;
  signIn: string;
  create: string;
  signInTitle: string;
  createTitle: string;
  /** Before the button that leads to the other form. */
  isNew: string;
  isKnown: string;
  email: string;
  password: string;
  passwordHint: string;
  showPassword: string;
  signingIn: string;
  creating: string;
  offlineNow: string;
  problems: Record<AccountProblem | FormProblem, string>;
  guest: { title: string; text: string };
  ended: string;
  signedIn: string;
  signedInText: string;
  goHome: string;
  signOut: string;
  signOutText: string;
  signOutTextShared: string;
  downloadCopy: string;
  copyFailed: string;
  guestWork: {
    title: string;
    made: (chats: number, events: number) => string;
    drafts: (n: number) => string;
    mine: string;
    mineText: string;
    notMine: string;
    notMineText: string;
    who: (email: string) => string;
    taken: string;
    notAll: string;
    left: string;
    notLeft: string;
  };
  sharedDevice: { label: string; hint: string };
  idle: {
    title: string;
    text: string;
    left: (seconds: number) => string;
    stay: string;
    outTitle: string;
    outText: string;
    removed: string;
    kept: (n: number) => string;
    understood: string;
  };
  remove: {
    text: string;
    guestText: string;
    button: string;
    title: string;
    allSynced: string;
    losses: string;
    guestLosses: string;
    guestNothing: string;
    kinds: Record<LossKind, (n: number) => string>;
    type: string;
    /** What is to be typed, in small letters. */
    word: string;
    wrongWord: string;
    confirm: string;
    removing: string;
    done: string;
    failed: string;
  };
  guard: {
    title: (n: number) => string;
    text: string;
    textShared: string;
    syncFirst: string;
    anyway: string;
    syncing: string;
    stuck: string;
    refused: string;
  };
  signedOut: string;
  signedOutRemoved: string;
  signedOutKept: (n: number) => string;
}

/** In the middle of a sentence. */
const chatsAndEvents = (chats: number, events: number): string => {
  const some = plural("en", events, { one: "1 event", other: "{n} events" });
  if (chats === 0) return some;
  if (events === 0) return plural("en", chats, { one: "1 chat", other: "{n} chats" });
  return plural("en", chats, { one: `1 chat and ${some}`, other: `{n} chats and ${some}` });
};

export const account: AccountWords = {
  heading: "Account",
  signIn: "Sign in",
  create: "Create account",
  signInTitle: "Welcome back",
  createTitle: "Your work on all your devices",
  isNew: "New to Athro?",
  isKnown: "Have an account already?",
  email: "Email",
  password: "Password",
  passwordHint: "At least 8 characters. A few words in a row are easy to remember.",
  showPassword: "Show password",
  signingIn: "Signing in…",
  creating: "Creating your account…",
  offlineNow: "You're offline. This needs the network; everything else works without it.",
  problems: {
    "email-missing": "Type your email address.",
    "password-missing": "Type your password.",
    "password-short": "That password is too short. Use at least 8 characters.",
    credentials: "The email or password isn't right. Check both and try again.",
    "email-taken":
      "There's already an account with this email. Sign in instead, or use another email.",
    "email-invalid": "That isn't an email address. Check it for typing mistakes.",
    "password-weak": "That password is too easy to guess. Use at least 8 characters.",
    "password-long": "That password is too long. Use at most 72 characters, fewer with accents.",
    "password-same": "That's the password you have now. Choose another one.",
    "link-expired": "This link doesn't work any more. Ask for a new one.",
    "session-ended":
      "Your session has ended, so this can't be done now. Your work is safe on this device. Sign in again, then try once more.",
    "email-unconfirmed":
      "Confirm your email first: open the link in the message that was sent to you, then sign in here.",
    "too-many": "That was tried too often in a short time. Wait a few minutes, then try again.",
    offline:
      "You're offline, and this needs the network. Your work is safe on this device. Try again when you're connected.",
    server: "The server didn't answer as it should. Nothing is lost. Try again in a minute.",
  },
  guest: {
    title: "Your work so far can come with you",
    text: "Once you're signed in, Athro asks whose the work is that was made here without an account. If you say it's yours, it becomes part of your account.",
  },
  ended:
    "Your session has ended. Sign in again to go on syncing. Your work is safe on this device.",
  signedIn: "Signed in as",
  signedInText: "Your work is kept on this device and in your account.",
  goHome: "Carry on",
  signOut: "Sign out",
  signOutText: "Your work stays on this device, and opens again when you sign in here.",
  signOutTextShared:
    "This is a shared device: your work is removed from it when you sign out, and is here again when you sign in.",
  downloadCopy: "Download copy",
  copyFailed: "The copy couldn't be made. Nothing was changed. Try again.",
  guestWork: {
    title: "Whose work is this?",
    made: (chats, events) =>
      `${chatsAndEvents(chats, events)} ${chats + events === 1 ? "was" : "were"} made here without an account.`,
    drafts: (n) =>
      plural("en", n, {
        one: "1 unsent message was left here without an account.",
        other: "{n} unsent messages were left here without an account.",
      }),
    mine: "Mine",
    mineText: "It becomes part of your account, on all your devices.",
    notMine: "Not mine",
    notMineText: "It stays here as it is, for whoever made it.",
    who: (email) => `You're signed in as ${email}.`,
    taken: "It's in your account now.",
    notAll:
      "Not everything could be moved into your account just now. It goes on by itself, and nothing is lost.",
    left: "It stays here. To open it, sign out and start without an account.",
    notLeft: "Your answer couldn't be kept. Nothing has changed. Try again.",
  },
  sharedDevice: {
    label: "This is a shared device",
    hint: "Your work is removed from it when you sign out, and you're signed out after 15 minutes without use. Signing in again needs the network.",
  },
  idle: {
    title: "Are you still there?",
    text: "This is a shared device, so you'll soon be signed out. Press any key or touch the screen to stay.",
    left: (seconds) => plural("en", seconds, { one: "1 second", other: "{n} seconds" }),
    stay: "Stay signed in",
    outTitle: "You were signed out",
    outText: "This shared device wasn't used for 15 minutes.",
    removed: "Your work was removed from this device. It's in your account.",
    kept: (n) =>
      plural("en", n, {
        one: "1 change hasn't synced, so your work stays on this device until you sign in here again.",
        other:
          "{n} changes haven't synced, so your work stays on this device until you sign in here again.",
      }),
    understood: "OK",
  },
  remove: {
    text: "Signs you out and removes your chats, events and settings from this device. What's in your account stays there.",
    guestText:
      "Removes the chats, events and settings that were made here without an account. They are nowhere else.",
    button: "Remove my data from this device",
    title: "Remove your data from this device?",
    allSynced:
      "All of it is in your account, and will be here again when you next sign in on this device.",
    losses: "This hasn't synced. It exists on this device alone, and would be lost for good:",
    guestLosses: "This exists on this device alone, and would be lost for good:",
    guestNothing: "Nothing was made here without an account that would be lost.",
    kinds: {
      messages: (n) => plural("en", n, { one: "1 message", other: "{n} messages" }),
      chats: (n) => plural("en", n, { one: "1 chat", other: "{n} chats" }),
      events: (n) => plural("en", n, { one: "1 event", other: "{n} events" }),
      drafts: (n) => plural("en", n, { one: "1 unsent message", other: "{n} unsent messages" }),
      other: (n) => plural("en", n, { one: "1 other change", other: "{n} other changes" }),
    },
    type: "To go ahead, type the word “remove”",
    word: "remove",
    wrongWord: "Type “remove” to go ahead, or cancel.",
    confirm: "Remove",
    removing: "Removing…",
    done: "Your data was removed from this device.",
    failed: "Not everything could be removed. Close Athro's other tabs and try again.",
  },
  guard: {
    title: (n) =>
      plural("en", n, { one: "1 change hasn't synced", other: "{n} changes haven't synced" }),
    text: "If you sign out now, nothing is lost: what hasn't synced stays on this device until you sign in here again, and is synced then. Until then, your other devices won't have it.",
    textShared:
      "If you sign out now, nothing is lost: what hasn't synced stays on this device, although it is shared, until you sign in here again. Until then, your other devices won't have it.",
    syncFirst: "Sync first",
    anyway: "Sign out anyway",
    syncing: "Syncing. You'll be signed out as soon as everything has arrived.",
    stuck: "The server can't be reached now. Stay signed in, or sign out anyway.",
    refused: "Some of it needs your attention first: see the sync details in Settings.",
  },
  signedOut: "Signed out. Your work stays on this device.",
  signedOutRemoved: "Signed out. Your work was removed from this device.",
  signedOutKept: (n) =>
    plural("en", n, {
      one: "Signed out. 1 change hasn't synced, so your work stays here until you sign in again.",
      other:
        "Signed out. {n} changes haven't synced, so your work stays here until you sign in again.",
    }),
};
