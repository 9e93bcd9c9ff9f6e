import { words } from "../i18n/language.ts";
import { ButtonLink } from "../kit/button.tsx";
import { useTitle } from "../kit/use-title.ts";
import "./notice-page.css";

/** An address that no screen has. */
export const NotFoundScreen = () => {
  const { notFound } = words.value.shell;
  useTitle(notFound.heading);
  return (
    <div class="notice-page">
      <h1 tabIndex={-1}>{notFound.heading}</h1>
      <p>{notFound.text}</p>
      <div class="notice-page-actions">
        <ButtonLink variant="primary" href="/">
          {notFound.action}
        </ButtonLink>
      </div>
    </div>
  );
};
