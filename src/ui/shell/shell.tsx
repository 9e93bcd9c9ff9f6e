import { useEffect, useRef } from "preact/hooks";
import type { Store } from "../../store/store.ts";
import { words } from "../i18n/language.ts";
import { useServices } from "../services.ts";
import { LaterReminders } from "../reminders/later-reminders.tsx";
import { SyncPill } from "../sync-status/sync-pill.tsx";
import { Brand } from "./brand.tsx";
import { firstScreen } from "./first-screen.ts";
import { Navigation } from "./navigation.tsx";
import { Outlet } from "./outlet.tsx";
import "./shell.css";

/**
 * What stays while screens change. Wide windows have a rail; on narrow ones `.rail` dissolves, and its parts become the bar above and
 * the bar below. Before the student has chosen how to begin there is nowhere to navigate to, and only the mark is seen.
 */
export const Shell = () => {
  const { user, store, dialogs, notice, yourAthros } = useServices();
  const Notice = notice.value;
  const YourAthros = yourAthros.value;
  const main = useRef<HTMLElement>(null);
  const chosen = user.value.kind !== "none";
  // Screens that read the store are mounted once it is open, and afresh for another student's.
  const open = store.value;
  useLanguageOf(open);
  const scope = chosen ? open && `user ${open.user ?? "guest"}` : "nobody";
  return (
    <div class={chosen ? "shell" : "shell shell-bare"}>
      <a
        class="skip-link"
        href="#main"
        onClick={(event) => {
          event.preventDefault();
          main.current?.focus();
        }}
      >
        {words.value.shell.skip}
      </a>
      <header class="rail">
        <div class="rail-brand">
          <Brand />
        </div>
        {chosen && <Navigation />}
        {chosen && open && YourAthros && <YourAthros key={`athros ${scope}`} store={open} />}
        {chosen && open && <SyncPill key={`pill ${scope}`} store={open} />}
      </header>
      <main id="main" ref={main} tabIndex={-1} aria-busy={scope === null || undefined}>
        {/* Always there, so that what enters it is read out. */}
        <div class="update-notice" aria-live="polite">
          {Notice && <Notice />}
        </div>
        <Outlet scope={scope} chosen={chosen} main={main} />
      </main>
      {chosen && open && <LaterReminders key={`reminders ${scope}`} store={open} />}
      {Object.entries(dialogs.value).map(([teller, Dialog]) => (
        <Dialog key={teller} />
      ))}
    </div>
  );
};

/** Not before the first screen: what it follows is mostly what the device has kept already. */
const loadLanguage = () => firstScreen.then(() => import("../i18n/account-language.ts"));

/** Keeps the language in step with whoever's store is open. */
const useLanguageOf = (open: Store | null): void =>
  useEffect(() => {
    // A page that is left before its code has come follows nothing any more.
    const following =
      open &&
      loadLanguage()
        .then((it) => it.followLanguage(open))
        .catch((error: unknown) => console.warn("language: not followed", error));
    return () => void following?.then((end) => end?.());
  }, [open]);
