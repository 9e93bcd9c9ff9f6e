import type { ReadonlySignal } from "@preact/signals";
import { createContext, type FunctionComponent } from "preact";
import { useContext } from "preact/hooks";
import type { AccountProblem } from "../model/account-problem.ts";
import type { Writing } from "../model/writing.ts";
import type { Store } from "../store/store.ts";
import type { StandingDialogs } from "./standing-dialogs.ts";

/** Who uses the app on this device. `none` until the student has chosen on the welcome screen. */
export type LocalUser =
  | { kind: "none" }
  | { kind: "guest" }
  | { kind: "student"; uid: string; email: string };

export type AccountOutcome = { ok: true } | { ok: false; problem: AccountProblem };

/** What a link from an e-mail brings to /account. */
export type AccountLink = { type: "recovery" | "signup" | "email" } & (
  | { tokenHash: string }
  | { accessToken: string; refreshToken: string }
);

/** `entered` is false where another student is signed in here: nothing has changed on this device then. */
export type LinkOutcome =
  | { ok: true; entered: boolean; email: string }
  | { ok: false; problem: AccountProblem };

/** What a student does with an account rarely. All of it needs the network, and says so where there is none. */
export interface AccountActions {
  requestReset(email: string): Promise<AccountOutcome>;
  resendConfirmation(email: string): Promise<AccountOutcome>;
  confirmEmail(link: AccountLink): Promise<LinkOutcome>;
  /** May be called again with the same link if the password was refused. */
  resetPassword(link: AccountLink, password: string): Promise<LinkOutcome>;
  /** Ends the student's other sessions too. */
  changePassword(password: string, next: string): Promise<AccountOutcome>;
  /** This device's session too: to be followed by `signOut`. */
  endAllSessions(): Promise<AccountOutcome>;
  /** Deletes the account on the server, and then all that is the student's on this device. */
  deleteAccount(password: string): Promise<AccountOutcome>;
}

/** A student's replies while they are written. */
export interface Replies {
  /** Calls back with the one that is being written, and with null when there is none, until the returned function is called. */
  watch(changed: (writing: Writing | null) => void): () => void;
  /** Has one end where it is. False if that could not be said to the server. */
  stop(question: string, attempt: number): Promise<boolean>;
}

/** Reminders that come while Athro is closed, for the student who is here. All but `chosen` takes the network. */
export interface PushReminders {
  /** Whether the student has chosen it on this device. */
  chosen(): Promise<boolean>;
  /** `on`: as `chosen`. `offered`: this project sends reminders at present. `supported`: this browser can take them. */
  look(): Promise<{ on: boolean; offered: boolean; supported: boolean }>;
  /** Asks the browser for leave where that is needed: to be called by a press of a button. */
  start(): Promise<"on" | "off" | "blocked" | "failed">;
  stop(): Promise<void>;
}

/** What the screens get from the composition root. Nothing here waits for the network except the account actions. */
export interface Services {
  user: ReadonlySignal<LocalUser>;
  /** The current user's open database; null while one is being opened. */
  store: ReadonlySignal<Store | null>;
  /** The Athros that the student has chats with, to go beside the screens; null until it is loaded. */
  yourAthros: ReadonlySignal<FunctionComponent<{ store: Store }> | null>;
  /** What the browser says; a hint only. */
  online: ReadonlySignal<boolean>;
  /** What there is to tell above every screen, of newer versions; null until it is loaded. */
  notice: ReadonlySignal<FunctionComponent | null>;
  /** Asks the browser, once, to install the app, and resolves with whether the student agreed; null while there is nothing to ask. */
  install: ReadonlySignal<(() => Promise<boolean>) | null>;
  /** Whether others use this device too. */
  shared: ReadonlySignal<boolean>;
  /** What has to be asked or told whatever screen is shown. */
  dialogs: ReadonlySignal<StandingDialogs>;
  startAsGuest(): Promise<void>;
  signIn(email: string, password: string): Promise<AccountOutcome>;
  signUp(email: string, password: string): Promise<AccountOutcome>;
  /** Rejects if they can't be loaded, or nothing can be written. */
  accountActions(): Promise<AccountActions>;
  setShared(shared: boolean): Promise<void>;
  /** Puts into the queue what is not there yet (drafts, say), so that what waits can be told before a sign-out. */
  prepareSignOut(): Promise<void>;
  /**
   * Ends the session on this device; the student's database stays for their return. On a shared device it is wiped, unless something in it
   * waits for the server: `kept` tells how much. Works offline.
   */
  signOut(): Promise<{ kept: number }>;
  /** Signs out and wipes all that this student, or the guest, has on this device, whatever waits. */
  removeMyData(): Promise<void>;
  /** Null for a guest, who has no one to reply. Rejects if they can't be loaded. */
  replies(): Promise<Replies | null>;
  /** Null for a guest, of whom the server knows nothing. Rejects if they can't be loaded. */
  pushReminders(): Promise<PushReminders | null>;
  /** Sends what waits now, without the usual pause: after Save, on blur, on "Try again". */
  flush(): void;
}

const ServicesContext = createContext<Services | null>(null);

export const ServicesProvider = ServicesContext.Provider;

export const useServices = (): Services => {
  const services = useContext(ServicesContext);
  if (!services) throw new Error("useServices outside of ServicesProvider");
  return services;
};

/** The open store, for screens that are shown only when there is one. */
export const useStore = (): Store => {
  const store = useServices().store.value;
  if (!store) throw new Error("useStore while no store is open");
  return store;
};
