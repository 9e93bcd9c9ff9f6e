import { useSignal } from "@preact/signals";
import { useLocation } from "preact-iso/router";
import { useLayoutEffect } from "preact/hooks";
import { athroOf } from "../../model/athros.ts";
import type { MessageRow } from "../../store/messages.ts";
import { getSession, restoreSession, type SessionRow } from "../../store/sessions.ts";
import type { Store } from "../../store/store.ts";
import { words } from "../i18n/language.ts";
import { AthroMark } from "../kit/athro-mark.tsx";
import { Button } from "../kit/button.tsx";
import { focusHeading } from "../kit/focus-heading.ts";
import { ScreenHeader } from "../kit/screen-header.tsx";
import { useServices, useStore } from "../services.ts";
import { SessionMenu } from "../session-out/session-menu.tsx";
import { useLive } from "../use-live.ts";
import { bringToDraft } from "./bring-to-draft.ts";
import { HeaderButton } from "./chat-header.tsx";
import { ConfirmDelete } from "./confirm-delete.tsx";
import { editNext } from "./edit-next.ts";
import { messageActions } from "./message-actions.ts";
import { MessageLog } from "./message-log.tsx";
import { MissingPage } from "./missing-page.tsx";
import { RenameSession } from "./rename-session.tsx";
import { attempt, deleteWithUndo, resume } from "./session-actions.ts";
import { SessionDate } from "./session-date.tsx";
import { StopButton } from "./stop-button.tsx";
import { useTarget } from "./use-target.ts";
import { useWriting } from "./use-writing.ts";
import "./chat-screen.css";

/** One saved session, to be read. What is edited in it goes on in its Athro's chat. */
export const SessionScreen = ({ id }: { id: string }) => {
  const store = useStore();
  const found = useLive(async () => ({ session: await getSession(store.db, id) }), [store, id]);
  const { actions, missing } = words.value.chat;
  const deleted = found?.session?.deleted;
  // It comes after a read, and deleting and restoring put another in place of the one whose button was pressed.
  useLayoutEffect(() => {
    if (document.activeElement?.matches("body, main")) focusHeading();
  }, [deleted]);
  if (!found) return null;
  const { session } = found;
  if (!session) return <MissingPage heading={missing.session} text={missing.sessionText} />;
  if (session.deleted)
    return (
      <MissingPage heading={missing.sessionDeleted}>
        <Button
          variant="primary"
          onClick={() => void attempt(() => restoreSession(store, session))}
        >
          {actions.restore}
        </Button>
      </MissingPage>
    );
  return <Session store={store} session={session} />;
};

const Session = ({ store, session }: { store: Store; session: SessionRow }) => {
  const { actions, sessions } = words.value.chat;
  const services = useServices();
  const { route } = useLocation();
  const { writing, stop } = useWriting(store);
  const renaming = useSignal(false);
  const deleting = useSignal(false);
  const target = useTarget();
  const athro = athroOf(session.athro_id);
  const chat = `/athro/${encodeURIComponent(athro.id)}`;
  const goOn = async (question?: MessageRow | null) => {
    if (!(await resume(store, session))) return;
    if (question !== undefined) editNext({ store, athroId: athro.id, question });
    route(chat);
  };
  const onMessages = messageActions(store, services, {
    bring: (text) => bringToDraft(store, athro.id, text),
    focus: () => void goOn(null),
    rewrite: ({ message }) => void goOn(message),
  });

  return (
    <div class="screen screen-fill chat athro-hue" style={{ "--hue": athro.hue }}>
      <ScreenHeader
        title={session.title || sessions.untitled}
        leading={<AthroMark athro={athro} />}
      >
        <HeaderButton
          icon="edit"
          label={actions.rename}
          iconOnly
          onPress={() => (renaming.value = true)}
        />
        <HeaderButton
          icon="trash"
          label={actions.deleteSession}
          iconOnly
          onPress={() => (deleting.value = true)}
        />
        <SessionMenu store={store} session={session} athro={athro} />
        <Button variant="primary" onClick={() => void goOn()}>
          {actions.resume}
        </Button>
      </ScreenHeader>
      <p class="session-about">
        <a class="link" href={chat}>
          {athro.name}
        </a>
        <SessionDate session={session} />
      </p>
      <MessageLog
        key={`${session.id} ${target ?? ""}`}
        store={store}
        sessionId={session.id}
        target={target}
        athro={athro}
        actions={onMessages}
        writing={writing}
      />
      <div class="session-stop">
        <StopButton store={store} session={session.id} writing={writing} stop={stop} />
      </div>
      <RenameSession
        store={store}
        session={renaming.value ? session : null}
        onClose={() => (renaming.value = false)}
      />
      <ConfirmDelete
        open={deleting.value}
        onCancel={() => (deleting.value = false)}
        onDelete={() => {
          deleting.value = false;
          void deleteWithUndo(store, session);
        }}
      />
    </div>
  );
};
