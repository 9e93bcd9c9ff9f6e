import { words } from "../i18n/language.ts";
import { Button } from "../kit/button.tsx";
import { useServices } from "../services.ts";
import "./update-notice.css";

/** A new version waits. The student says when, since the page is loaded again; the region is always there, so that it is read out. */
export const UpdateNotice = () => {
  const run = useServices().update.value;
  const { update } = words.value.shell;
  return (
    <div class="update-notice" aria-live="polite">
      {run && (
        <p>
          {update.text} <Button onClick={run}>{update.action}</Button>
        </p>
      )}
    </div>
  );
};
