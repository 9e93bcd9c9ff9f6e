import type { AccountProblem } from "../../services.ts";
import { plural } from "../plural.ts";

/** What the forms themselves find wrong before anything is sent. */
export type FormProblem = "email-missing" | "password-missing" | "password-short";

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
  guard: {
    title: (n: number) => string;
    text: string;
    syncFirst: string;
    anyway: string;
    syncing: string;
    stuck: string;
    refused: string;
  };
  signedOut: string;
}

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
    "email-unconfirmed":
      "Confirm your email first: open the link in the message that was sent to you, then sign in here.",
    "too-many": "That was tried too often in a short time. Wait a few minutes, then try again.",
    offline:
      "You're offline, and this needs the network. Your work is safe on this device. Try again when you're connected.",
    server: "The server didn't answer as it should. Nothing is lost. Try again in a minute.",
  },
  guest: {
    title: "Your work so far stays where it is",
    text: "What you made without an account stays on this device, under “without an account”. It can't be moved to an account yet. To see it again later, sign out and start without an account.",
  },
  ended:
    "Your session has ended. Sign in again to go on syncing. Your work is safe on this device.",
  signedIn: "Signed in as",
  signedInText: "Your work is kept on this device and in your account.",
  goHome: "Carry on",
  signOut: "Sign out",
  signOutText: "Your work stays on this device, and opens again when you sign in here.",
  guard: {
    title: (n) =>
      plural("en", n, { one: "1 change hasn't synced", other: "{n} changes haven't synced" }),
    text: "If you sign out now, nothing is lost: what hasn't synced stays on this device until you sign in here again, and is synced then. Until then, your other devices won't have it.",
    syncFirst: "Sync first",
    anyway: "Sign out anyway",
    syncing: "Syncing. You'll be signed out as soon as everything has arrived.",
    stuck: "The server can't be reached now. Stay signed in, or sign out anyway.",
    refused: "Some of it needs your attention first: see the sync details in Settings.",
  },
  signedOut: "Signed out. Your work stays on this device.",
};
