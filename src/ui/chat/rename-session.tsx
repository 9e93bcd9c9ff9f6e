import { useSignal } from "@preact/signals";
import { TITLE_LENGTH_MAX } from "../../model/limits.ts";
import { cleanText } from "../../model/text.ts";
import { renameSession, type SessionRow } from "../../store/sessions.ts";
import type { Store } from "../../store/store.ts";
import { words } from "../i18n/language.ts";
import { formatCount } from "../i18n/numbers.ts";
import { Button } from "../kit/button.tsx";
import { Dialog } from "../kit/dialog.tsx";
import { TextField } from "../kit/field.tsx";
import { attempt } from "./session-actions.ts";

interface RenameSessionProps {
  store: Store;
  /** The session to rename; null while the dialog is closed. */
  session: SessionRow | null;
  onClose: () => void;
}

export const RenameSession = ({ store, session, onClose }: RenameSessionProps) => (
  <Dialog open={session !== null} title={words.value.chat.renaming.heading} onClose={onClose}>
    {session && <RenameForm store={store} session={session} onClose={onClose} />}
  </Dialog>
);

const RenameForm = ({ store, session, onClose }: RenameSessionProps & { session: SessionRow }) => {
  const { actions, renaming } = words.value.chat;
  const title = useSignal(session.title);
  const problem = useSignal<"missing" | "long" | null>(null);

  const save = async () => {
    const next = cleanText(title.value).trim();
    if (next === "") problem.value = "missing";
    else if (next.length > TITLE_LENGTH_MAX) problem.value = "long";
    else if (
      next === session.title ||
      (await attempt(() => renameSession(store, session.id, next)))
    )
      onClose();
  };
  const error =
    problem.value === "missing"
      ? renaming.missing
      : problem.value === "long"
        ? renaming.long(formatCount(TITLE_LENGTH_MAX))
        : undefined;

  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <TextField
        label={renaming.title}
        value={title.value}
        error={error}
        autofocus
        autocomplete="off"
        onInput={(value) => {
          title.value = value;
          problem.value = null;
        }}
      />
      <div class="dialog-actions">
        <Button onClick={onClose}>{actions.cancel}</Button>
        <Button variant="primary" type="submit">
          {actions.save}
        </Button>
      </div>
    </form>
  );
};
