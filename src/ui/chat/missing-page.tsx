import type { ComponentChildren } from "preact";
import { words } from "../i18n/language.ts";
import { ButtonLink } from "../kit/button.tsx";
import { useTitle } from "../kit/use-title.ts";
import "../shell/notice-page.css";

/** In place of an Athro or a session that isn't there. `children` is the action, by default to choose an Athro. */
export const MissingPage = ({
  heading,
  text,
  children,
}: {
  heading: string;
  text?: string;
  children?: ComponentChildren;
}) => {
  useTitle(heading);
  return (
    <div class="notice-page">
      <h1 tabIndex={-1}>{heading}</h1>
      {text && <p>{text}</p>}
      <div class="notice-page-actions">
        {children ?? (
          <ButtonLink variant="primary" href="/athros">
            {words.value.chat.missing.chooseAthro}
          </ButtonLink>
        )}
      </div>
    </div>
  );
};
