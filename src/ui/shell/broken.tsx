import { words } from "../i18n/language.ts";
import { LoadAgain, NoticePage } from "./notice-page.tsx";

/** What is seen when a screen fails, or the start. */
export const Broken = ({ error }: { error: unknown }) => {
  const { broken } = words.value.shell;
  return (
    <NoticePage heading={broken.heading} text={broken.text} alert actions={<LoadAgain />}>
      <details>
        <summary>{broken.details}</summary>
        <pre>{error instanceof Error ? `${error.name}: ${error.message}` : String(error)}</pre>
      </details>
    </NoticePage>
  );
};
