import { words } from "../i18n/language.ts";
import { Button, ButtonLink } from "../kit/button.tsx";
import { useTitle } from "../kit/use-title.ts";
import "./notice-page.css";

/** What is seen when a screen fails: what happened, what is safe, what to do. */
export const Broken = ({ error }: { error: unknown }) => {
  const { broken } = words.value.shell;
  useTitle(broken.heading);
  return (
    <div class="notice-page" role="alert">
      <h1 tabIndex={-1}>{broken.heading}</h1>
      <p>{broken.text}</p>
      <div class="notice-page-actions">
        <Button variant="primary" onClick={() => location.reload()}>
          {broken.again}
        </Button>
        <ButtonLink href="/">{broken.home}</ButtonLink>
      </div>
      <details>
        <summary>{broken.details}</summary>
        <pre>{error instanceof Error ? `${error.name}: ${error.message}` : String(error)}</pre>
      </details>
    </div>
  );
};
