import type { Store } from "../../store/store.ts";
import { type Services, useServices, useStore } from "../services.ts";
import { createSearch, type Search } from "./search-model.ts";

let current: { store: Store; search: Search } | null = null;

/**
 * The search of whoever's store is open. It is made when it is first asked for, and kept while the store is open, so that coming back to
 * it finds it as it was left. With the store it goes: nothing of one student's is there for the next.
 */
const searchOf = (services: Services, store: Store): Search => {
  if (current?.store === store) return current.search;
  current?.search.end();
  const made = { store, search: createSearch(store) };
  current = made;
  const unsubscribe = services.store.subscribe((open) => {
    if (open === store) return;
    made.search.end();
    if (current === made) current = null;
    queueMicrotask(() => unsubscribe());
  });
  return made.search;
};

export const useSearch = (): Search => searchOf(useServices(), useStore());
