/** The language as a preference of whoever's store it is: it goes to their other devices, and is there when they return. */
import { watch } from "../../store/live.ts";
import type { Store } from "../../store/store.ts";
import { readFromDevice } from "../kept-on-device.ts";
import { isLanguage, language, setLanguage } from "./language.ts";
import type { Language } from "./languages.ts";

const NAME = "language";

/** Writing is no part of the page's first code, and derived ids are not either. */
const loadPreferences = () => import("../../store/preferences.ts");

/** Shows the language that the store says, now and whenever another device changes it. Returns a function that ends it. */
export const followLanguage = ({ db }: Store): (() => void) => {
  let ended = false;
  let unwatch: (() => void) | null = null;
  const begin = async (): Promise<void> => {
    const { getPreference } = await loadPreferences();
    if (ended) return;
    unwatch = watch(
      () => getPreference(db, NAME),
      (chosen) => {
        // Words that can't be loaded now are tried again at the next start, since the choice is kept on the device.
        if (isLanguage(chosen) && chosen !== language.peek())
          void setLanguage(chosen).catch(() => {});
      },
      () => {},
    );
  };
  begin().catch((error: unknown) => console.warn("language: not followed", error));
  return () => {
    ended = true;
    unwatch?.();
  };
};

/**
 * A choice made here. Before there is a store, or where it can't be written, it is this device's alone. Rejects if the words can't be
 * loaded.
 */
export const chooseLanguage = async (chosen: Language, store: Store | null): Promise<void> => {
  if (store)
    loadPreferences()
      .then(({ setPreference }) => setPreference(store, NAME, chosen))
      .catch((error: unknown) => console.error("language: kept on this device alone", error));
  await setLanguage(chosen);
};

/** Gives a new account the language that was chosen on this device before there was one. */
export const bringLanguage = async (store: Store | null): Promise<void> => {
  const kept = readFromDevice("language");
  if (!store || !isLanguage(kept)) return;
  const { getPreference, setPreference } = await loadPreferences();
  if ((await getPreference(store.db, NAME)) === undefined) await setPreference(store, NAME, kept);
};
