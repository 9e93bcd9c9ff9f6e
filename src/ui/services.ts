import type { ReadonlySignal } from "@preact/signals";
import { createContext } from "preact";
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
  startAsGuest(): Promise<void>;
  signIn(email: string, password: string): Promise<AccountOutcome>;
  signUp(email: string, password: string): Promise<AccountOutcome>;
  /** Ends the session on this device; the student's database stays for their return. Works offline. */
  signOut(): Promise<void>;
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
