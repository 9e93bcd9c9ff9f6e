import { signal } from "@preact/signals";
import { newId } from "./model/ids.ts";
import { openDatabase } from "./store/database.ts";
import type { Store } from "./store/store.ts";
import type { LocalUser, Services } from "./ui/services.ts";

export const createServices = async (): Promise<Services> => {
  const user = signal<LocalUser>({ kind: "none" });
  const store = signal<Store | null>(null);
  const startAsGuest = async () => {
    const db = await openDatabase(null, newId);
    store.value = { db, user: null, now: Date.now, newId };
    user.value = { kind: "guest" };
  };
  return {
    user,
    store,
    online: signal(navigator.onLine),
    update: signal(null),
    startAsGuest,
    signIn: async () => ({ ok: false, problem: "offline" }),
    signUp: async () => ({ ok: false, problem: "offline" }),
    signOut: async () => {
      user.value = { kind: "none" };
      store.value = null;
    },
    flush: () => {},
  };
};
