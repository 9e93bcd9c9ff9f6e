import type { ComponentChildren } from "preact";
import { words } from "../i18n/language.ts";
import { ButtonLink } from "../kit/button.tsx";
import { NoticePage } from "../shell/notice-page.tsx";

interface MissingPageProps {
  heading: string;
  text?: string;
  children?: ComponentChildren;
}

/** In place of an Athro or a session that isn't there. `children` is the action, by default to choose an Athro. */
export const MissingPage = ({ heading, text, children }: MissingPageProps) => (
  <NoticePage
    heading={heading}
    text={text}
    actions={
      children ?? (
        <ButtonLink variant="primary" href="/athros">
          {words.value.chat.missing.chooseAthro}
        </ButtonLink>
      )
    }
  />
);
