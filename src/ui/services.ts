import type { ReadonlySignal } from "@preact/signals";
import { createContext, type FunctionComponent } from "preact";
import { useContext } from "preact/hooks";
import type { Store } from "../store/store.ts";

/** Who uses the app on this device. `none` until the student has chosen on the welcome screen. */
export type LocalUser =
  | { kind: "none" }
  | { kind: "guest" }
  | { kind: "student"; uid: string; email: string };

export type AccountProblem =
  | "credentials"
  | "email-taken"
  | "email-invalid"
  | "password-weak"
  | "email-unconfirmed"
  | "too-many"
  | "offline"
  | "server";

export type AccountOutcome = { ok: true } | { ok: false; problem: AccountProblem };

/** What the screens get from the composition root. Nothing here waits for the network except the account actions. */
export interface Services {
  user: ReadonlySignal<LocalUser>;
  /** The current user's open database; null while one is being opened. */
  store: ReadonlySignal<Store | null>;
  /** What the browser says; a hint only. */
  online: ReadonlySignal<boolean>;
  /** Set when a new version waits; calling it updates and reloads this tab alone. */
  update: ReadonlySignal<(() => void) | null>;
  /** Whether others use this device too. */
  shared: ReadonlySignal<boolean>;
  /** What has to be asked or told whatever screen is shown; null until there may be something of the kind. */
  dialogs: ReadonlySignal<FunctionComponent | null>;
  startAsGuest(): Promise<void>;
  signIn(email: string, password: string): Promise<AccountOutcome>;
  signUp(email: string, password: string): Promise<AccountOutcome>;
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
