import { useComputed, useSignal } from "@preact/signals";
import type { VNode } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { type Athro, athroOf, isKnownAthro } from "../../model/athros.ts";
import { hasChatsWith } from "../../store/athros-in-use.ts";
import { hasUnsent, type MessageRow, sendQuestion } from "../../store/messages.ts";
import { takeOpeningChat } from "../../store/opening-chat.ts";
import { activeSession } from "../../store/active-session.ts";
import type { SessionRow } from "../../store/sessions.ts";
import type { Store } from "../../store/store.ts";
import { words } from "../i18n/language.ts";
import { AthroMark } from "../kit/athro-mark.tsx";
import { useDeviceTutor } from "../device-tutor/use-device-tutor.ts";
import { useServices, useStore } from "../services.ts";
import { isFirstDrawn, useFirstScreen } from "../shell/first-screen.ts";
import { SessionMenu } from "../session-out/session-menu.tsx";
import { useLive } from "../use-live.ts";
import { ChatHeader } from "./chat-header.tsx";
import { Composer, ComposerRoom } from "./composer.tsx";
import { createComposer } from "./composer-model.ts";
import { ConfidenceDialog } from "./confidence-dialog.tsx";
import { LanguageChoice } from "./language-choice.tsx";
import { ConfirmDelete } from "./confirm-delete.tsx";
import { takeEdit } from "./edit-next.ts";
import { EditQuestion } from "./edit-question.tsx";
import { NotifyOffer } from "./notify-offer.tsx";
import { useReachable } from "./use-reachable.ts";
import { StopButton } from "./stop-button.tsx";
import { useWriting } from "./use-writing.ts";
import { messageActions } from "./message-actions.ts";
import { MessageLog } from "./message-log.tsx";
import { MissingPage } from "./missing-page.tsx";
import { SavedSessions } from "./saved-sessions.tsx";
import { deleteWithUndo, saveWithUndo } from "./session-actions.ts";
import { useDraft } from "./use-draft.ts";
import { useTarget } from "./use-target.ts";
import "./chat-screen.css";

/** The active chat with one Athro. One that this version doesn't know is there if the student has chats with it. */
export const ChatScreen = ({ id }: { id: string }) => {
  const store = useStore();
  const chat = <Chat key={`${store.db.name} ${id}`} store={store} athro={athroOf(id)} />;
  return isKnownAthro(id) ? (
    chat
  ) : (
    <IfThere store={store} id={id}>
      {chat}
    </IfThere>
  );
};

const IfThere = ({ store, id, children }: { store: Store; id: string; children: VNode }) => {
  const there = useLive(() => hasChatsWith(store.db, id), [store, id]);
  const { missing } = words.value.chat;
  if (there === undefined) return null;
  return there ? children : <MissingPage heading={missing.athro} text={missing.athroText} />;
};

const Chat = ({ store, athro }: { store: Store; athro: Athro }) => {
  const services = useServices();
  const [opening] = useState(() => ({ chat: takeOpeningChat(store.db, athro.id) }));
  const active = useLive(
    async () => ({ session: await activeSession(store.db, athro.id) }),
    [store, athro.id],
    { first: opening.chat && { session: opening.chat.session } },
  );
  useFirstScreen(active !== undefined);
  useEffect(() => {
    // A log that is mounted later opens with what there is by then.
    opening.chat = undefined;
  }, [opening]);
  const draft = useDraft(store, athro.id);
  const sends = useSignal(0);
  const [composer] = useState(() =>
    createComposer(
      draft,
      async (content, messageId) => {
        await sendQuestion(store, athro.id, content, messageId);
        services.flush();
        sends.value += 1;
      },
      store.newId,
    ),
  );
  const box = useRef<HTMLTextAreaElement>(null);
  const editing = useSignal<MessageRow | null>(null);
  const [actions] = useState(() =>
    messageActions(store, services, {
      bring: draft.bring,
      focus: () => box.current?.focus(),
      rewrite: ({ message }) => (editing.value = message),
    }),
  );
  // Before the screen's heading takes the focus, and before the dialog, which gives it back.
  useLayoutEffect(() => {
    const question = takeEdit(store, athro.id);
    if (question === undefined) return;
    box.current?.focus();
    editing.value = question;
  }, []);
  const served = useWriting(store);
  const here = useDeviceTutor(store, active?.session?.id ?? null, useReachable(store));
  const writing = useComputed(() => here.writing.value ?? served.writing.value);
  const stop = async () => (here.writing.peek() ? here.stop() : served.stop());
  const savedOpen = useSignal(false);
  const confidenceOpen = useSignal(false);
  /** The one that was asked about, whichever is the active one by the time of the answer. */
  const deleting = useSignal<SessionRow | null>(null);
  const session = active?.session;
  const target = useTarget();
  const empty = !session || session.title === "";

  return (
    <div
      class={`screen screen-fill chat athro-hue${active ? "" : " chat-reading"}`}
      style={{ "--hue": athro.hue }}
    >
      <ChatHeader
        athro={athro}
        empty={empty}
        onConfidence={() => (confidenceOpen.value = true)}
        onSaved={() => (savedOpen.value = true)}
        onSave={() => session && void saveWithUndo(store, session, () => services.flush())}
        onDelete={() => session && (deleting.value = session)}
      >
        {session && !empty && <SessionMenu store={store} session={session} athro={athro} />}
      </ChatHeader>
      <LanguageChoice store={store} athro={athro} />
      {!active && <div class="log-frame" />}
      {active && (
        <MessageLog
          key={`${session?.id ?? "none"} ${target ?? ""}`}
          store={store}
          sessionId={session?.id ?? null}
          target={target}
          athro={athro}
          actions={actions}
          writing={writing}
          sends={sends}
          first={opening.chat?.page}
        >
          <div class="chat-empty">
            <AthroMark athro={athro} size="l" />
            <p>{words.value.chat.log.empty(athro.name)}</p>
          </div>
        </MessageLog>
      )}
      <WaitingOffer store={store} athro={athro} session={session?.id ?? null} />
      {isFirstDrawn.value ? (
        <Composer box={box} athro={athro} draft={draft} composer={composer}>
          <StopButton store={store} session={session?.id ?? null} writing={writing} stop={stop} />
        </Composer>
      ) : (
        <ComposerRoom />
      )}
      {isFirstDrawn.value && (
        <>
          <EditQuestion
            store={store}
            athroId={athro.id}
            message={editing.value}
            onClose={() => (editing.value = null)}
            onSent={() => {
              services.flush();
              sends.value += 1;
            }}
            onSentAndClosed={() => box.current?.focus()}
            onLeft={(text) => draft.bring(text)}
          />
          <ConfidenceDialog
            open={confidenceOpen.value}
            store={store}
            athro={athro}
            onClose={() => (confidenceOpen.value = false)}
          />
          <SavedSessions
            open={savedOpen.value}
            store={store}
            athro={athro}
            onClose={() => (savedOpen.value = false)}
          />
          <ConfirmDelete
            open={deleting.value !== null}
            onCancel={() => (deleting.value = null)}
            onDelete={() => {
              const asked = deleting.peek();
              deleting.value = null;
              if (asked) void deleteWithUndo(store, asked);
            }}
          />
        </>
      )}
    </div>
  );
};

/** The offer to notify, where a question waits for the network. */
const WaitingOffer = ({
  store,
  athro,
  session,
}: {
  store: Store;
  athro: Athro;
  session: string | null;
}) => {
  const reachable = useReachable(store);
  const waits = useLive(
    async () => session !== null && store.user !== null && (await hasUnsent(store.db, session)),
    [store, session],
    { later: true },
  );
  return waits && !reachable ? <NotifyOffer athro={athro} /> : null;
};
