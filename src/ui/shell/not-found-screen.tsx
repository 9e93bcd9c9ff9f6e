import { words } from "../i18n/language.ts";
import { ButtonLink } from "../kit/button.tsx";
import { NoticePage } from "./notice-page.tsx";

/** An address that no screen has. */
export const NotFoundScreen = () => {
  const { heading, text, action } = words.value.shell.notFound;
  const home = (
    <ButtonLink variant="primary" href="/">
      {action}
    </ButtonLink>
  );
  return <NoticePage heading={heading} text={text} actions={home} />;
};
