import { useState } from "preact/hooks";
import { ATHROS } from "../../model/athros.ts";
import { words } from "../i18n/language.ts";
import { Button, ButtonLink } from "../kit/button.tsx";
import { AthroMark } from "../kit/athro-mark.tsx";
import { useTitle } from "../kit/use-title.ts";
import { useServices } from "../services.ts";
import { LanguageSwitch } from "../settings/language-switch.tsx";
import "./welcome.css";

/** Athros whose marks are seen: as many as fit a phone in one row. */
const SHOWN = 6;

/** The first screen: what Athro is, and the three ways in. None of them needs the network but the account's two. */
export const WelcomeScreen = () => {
  const { startAsGuest } = useServices();
  const [problem, setProblem] = useState(false);
  const [busy, setBusy] = useState(false);
  const { welcome } = words.value.home;
  useTitle(words.value.shell.appName);
  const start = async () => {
    setBusy(true);
    setProblem(false);
    try {
      await startAsGuest();
    } catch (error) {
      console.error(error);
      setProblem(true);
    }
    setBusy(false);
  };
  return (
    <div class="screen welcome">
      <div class="welcome-box">
        <div class="welcome-athros" aria-hidden="true">
          {ATHROS.slice(0, SHOWN).map((athro) => (
            <AthroMark key={athro.id} athro={athro} size="l" />
          ))}
        </div>
        <h1 tabIndex={-1}>{welcome.heading}</h1>
        <p class="welcome-what">{welcome.what}</p>
        <div class="welcome-ways">
          <Button variant="primary" busy={busy} onClick={() => void start()}>
            {welcome.start}
          </Button>
          <ButtonLink href="/account?mode=in">{welcome.signIn}</ButtonLink>
          <ButtonLink href="/account?mode=up">{welcome.create}</ButtonLink>
        </div>
        {problem ? (
          <p class="welcome-problem" role="alert">
            {welcome.notStarted}
          </p>
        ) : (
          <p class="welcome-note">{welcome.withoutAccount}</p>
        )}
        <ul class="welcome-promises">
          {welcome.promises.map(({ title, text }) => (
            <li key={title}>
              <b>{title}</b>
              {text}
            </li>
          ))}
        </ul>
        <LanguageSwitch />
      </div>
    </div>
  );
};
