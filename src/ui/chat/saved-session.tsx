import { useId, useLayoutEffect, useRef } from "preact/hooks";
import type { SessionRow } from "../../store/sessions.ts";
import { words } from "../i18n/language.ts";
import { Button, ButtonLink } from "../kit/button.tsx";
import { SessionDate } from "./session-date.tsx";

interface SavedSessionProps {
  session: SessionRow;
  /** Whether it was taken back a moment ago, by a button that is gone: it takes the focus. */
  restored: boolean;
  onResume: () => void;
  onRename: () => void;
  onDelete: () => void;
}

/** A row of the list of saved sessions. */
export const SavedSession = ({
  session,
  restored,
  onResume,
  onRename,
  onDelete,
}: SavedSessionProps) => {
  const { actions } = words.value.chat;
  const id = useId();
  const title = useRef<HTMLAnchorElement>(null);
  useLayoutEffect(() => {
    if (restored) title.current?.focus();
  }, []);
  const href = `/sessions/${encodeURIComponent(session.id)}`;
  return (
    <li class="saved-session">
      <a class="saved-title" id={id} href={href} ref={title}>
        {session.title}
      </a>
      <p class="saved-date">
        <SessionDate session={session} />
      </p>
      <div class="saved-actions">
        <ButtonLink variant="quiet" href={href} aria-describedby={id}>
          {actions.open}
        </ButtonLink>
        <Button variant="quiet" aria-describedby={id} onClick={onResume}>
          {actions.resume}
        </Button>
        <Button variant="quiet" aria-describedby={id} onClick={onRename}>
          {actions.rename}
        </Button>
        <Button variant="quiet" aria-describedby={id} onClick={onDelete}>
          {actions.delete}
        </Button>
      </div>
    </li>
  );
};

/** In place of a session that was deleted a moment ago. It takes the focus, as the button that had it is gone. */
export const DeletedSession = ({
  session,
  onRestore,
}: Pick<SavedSessionProps, "session"> & { onRestore: () => void }) => {
  const { actions, sessions } = words.value.chat;
  const id = useId();
  const undo = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => undo.current?.querySelector("button")?.focus(), []);
  return (
    <li class="saved-session is-deleted">
      <p class="saved-title">{session.title}</p>
      <p class="saved-date" id={id}>
        {sessions.deleted}
      </p>
      <div class="saved-actions" ref={undo}>
        <Button variant="quiet" aria-describedby={id} onClick={onRestore}>
          {actions.undo}
        </Button>
      </div>
    </li>
  );
};
