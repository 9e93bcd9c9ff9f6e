import type { ComponentChildren } from "preact";
import { words } from "../i18n/language.ts";
import { Button, ButtonLink } from "../kit/button.tsx";
import { useTitle } from "../kit/use-title.ts";
import "./notice-page.css";

interface NoticePageProps {
  heading: string;
  text?: string | undefined;
  /** Whether it is told at once to who can't see it: nobody asked for this page. */
  alert?: boolean;
  /** What can be done now: buttons. */
  actions: ComponentChildren;
  children?: ComponentChildren;
}

/** In place of a screen: what is so, what is safe, what to do. */
export const NoticePage = ({ heading, text, alert, actions, children }: NoticePageProps) => {
  useTitle(heading);
  return (
    <div class="notice-page" role={alert ? "alert" : undefined}>
      <h1 tabIndex={-1}>{heading}</h1>
      {text && <p>{text}</p>}
      <div class="notice-page-actions">{actions}</div>
      {children}
    </div>
  );
};

/** Loading the page again also gets the newest version's files. */
export const LoadAgain = () => {
  const { broken } = words.value.shell;
  return (
    <>
      <Button variant="primary" onClick={() => location.reload()}>
        {broken.again}
      </Button>
      <ButtonLink href="/">{broken.home}</ButtonLink>
    </>
  );
};
