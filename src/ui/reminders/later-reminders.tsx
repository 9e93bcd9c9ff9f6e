import type { FunctionComponent } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Store } from "../../store/store.ts";
import { loadWords } from "../i18n/language.ts";
import { firstScreen } from "../shell/first-screen.ts";

type Reminding = FunctionComponent<{ store: Store }>;

const load = async (): Promise<Reminding> => {
  await firstScreen;
  const [{ Reminders }] = await Promise.all([import("./reminders.tsx"), loadWords(["reminders"])]);
  return Reminders;
};

/** Reminders, once the first screen is there. Where they can't be had, the next start has them. */
export const LaterReminders = ({ store }: { store: Store }) => {
  const [Reminders, setReminders] = useState<Reminding | null>(null);
  useEffect(() => {
    load().then(
      (it) => setReminders(() => it),
      () => {},
    );
  }, []);
  return Reminders && <Reminders store={store} />;
};
