import { words } from "../i18n/language.ts";
import { Button, ButtonLink } from "../kit/button.tsx";
import { useTitle } from "../kit/use-title.ts";
import "./notice-page.css";

/** In place of a screen whose code didn't arrive. Loading the page again also gets the newest version's files. */
export const NotLoaded = () => {
  const { notLoaded, broken } = words.value.shell;
  useTitle(notLoaded.heading);
  return (
    <div class="notice-page" role="alert">
      <h1 tabIndex={-1}>{notLoaded.heading}</h1>
      <p>{notLoaded.text}</p>
      <div class="notice-page-actions">
        <Button variant="primary" onClick={() => location.reload()}>
          {broken.again}
        </Button>
        <ButtonLink href="/">{broken.home}</ButtonLink>
      </div>
    </div>
  );
};
