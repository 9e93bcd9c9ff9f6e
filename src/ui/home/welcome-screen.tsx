import { useState } from "preact/hooks";
import { words } from "../i18n/language.ts";
import { Button, ButtonLink } from "../kit/button.tsx";
import { useTitle } from "../kit/use-title.ts";
import { useServices } from "../services.ts";
import { LanguageSwitch } from "../settings/language-switch.tsx";
import "./welcome.css";

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
