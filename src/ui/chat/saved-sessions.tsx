import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { useLocation } from "preact-iso/router";
import type { Athro } from "../../model/athros.ts";
import {
  deleteSession,
  restoreSession,
  savedSessions,
  type SessionRow,
} from "../../store/sessions.ts";
import type { Store } from "../../store/store.ts";
import { words } from "../i18n/language.ts";
import { Button } from "../kit/button.tsx";
import { Dialog } from "../kit/dialog.tsx";
import { EmptyState } from "../kit/empty-state.tsx";
import { TextField } from "../kit/field.tsx";
import { useLive } from "../use-live.ts";
import { ConfirmDelete } from "./confirm-delete.tsx";
import { RenameSession } from "./rename-session.tsx";
import { DeletedSession, SavedSession } from "./saved-session.tsx";
import { attempt, resume } from "./session-actions.ts";
import { useKeptFocus } from "../kit/use-kept-focus.ts";
import { isSought } from "./sought-title.ts";
import "./saved-sessions.css";

interface SavedSessionsProps {
  open: boolean;
  store: Store;
  athro: Athro;
  onClose: () => void;
}

export const SavedSessions = ({ open, store, athro, onClose }: SavedSessionsProps) => {
  const { actions } = words.value.chat;
  return (
    <Dialog
      open={open}
      class="saved-sessions"
      title={actions.savedSessions}
      onClose={onClose}
      // Not the field, which would bring up a phone's keyboard.
      actions={
        <Button autofocus onClick={onClose}>
          {actions.close}
        </Button>
      }
    >
      <SavedList store={store} athro={athro} onClose={onClose} />
    </Dialog>
  );
};

const SavedList = ({ store, athro, onClose }: Omit<SavedSessionsProps, "open">) => {
  const { actions, sessions } = words.value.chat;
  const { route } = useLocation();
  const saved = useLive(() => savedSessions(store.db, athro.id), [store, athro.id]);
  const renaming = useSignal<SessionRow | null>(null);
  const deleting = useSignal<SessionRow | null>(null);
  /** Deleted while the list is open: they keep their place, so that each can be taken back there. */
  const deleted = useSignal<readonly SessionRow[]>([]);
  const query = useSignal("");

  const list = useRef<HTMLUListElement>(null);
  // A session that is deleted or taken back changes its buttons under the keyboard's hand.
  const keptFocus = useKeptFocus(list, saved);

  if (!saved) return null;
  const gone = deleted.value.filter((one) => !saved.some((row) => row.id === one.id));
  const all = [...saved, ...gone].toSorted((a, b) => (a.created_at < b.created_at ? 1 : -1));
  const shown = all.filter(({ title }) => isSought(title, query.value));

  const remove = async (session: SessionRow) => {
    deleting.value = null;
    if (await attempt(() => deleteSession(store, session)))
      deleted.value = [...deleted.value, session];
  };
  const resumeHere = async (session: SessionRow) => {
    if (!(await resume(store, session))) return;
    onClose();
    route(`/athro/${encodeURIComponent(athro.id)}`);
  };

  return (
    <>
      {all.length === 0 && <EmptyState text={sessions.empty} />}
      {all.length > 0 && (
        <TextField
          label={sessions.search}
          type="search"
          autocomplete="off"
          value={query.value}
          onInput={(value) => (query.value = value)}
        />
      )}
      {/* Always there, so that what enters it is read out. */}
      <p class="saved-none" aria-live="polite">
        {all.length > 0 && shown.length === 0 && sessions.none(query.value.trim())}
      </p>
      <ul
        {...keptFocus}
        ref={list}
        tabIndex={-1}
        aria-label={actions.savedSessions}
        class="saved-list"
      >
        {shown.map((session) =>
          gone.includes(session) ? (
            <DeletedSession
              key={session.id}
              session={session}
              onRestore={() => void attempt(() => restoreSession(store, session))}
            />
          ) : (
            <SavedSession
              key={session.id}
              session={session}
              restored={deleted.value.some(({ id }) => id === session.id)}
              onResume={() => void resumeHere(session)}
              onRename={() => (renaming.value = session)}
              onDelete={() => (deleting.value = session)}
            />
          ),
        )}
      </ul>
      <RenameSession
        store={store}
        session={renaming.value}
        onClose={() => (renaming.value = null)}
      />
      <ConfirmDelete
        open={deleting.value !== null}
        onCancel={() => (deleting.value = null)}
        onDelete={() => {
          if (deleting.value) void remove(deleting.value);
        }}
      />
    </>
  );
};
