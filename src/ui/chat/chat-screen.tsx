import { useSignal } from "@preact/signals";
import { useRef, useState } from "preact/hooks";
import { type Athro, athroOf, isKnownAthro } from "../../model/athros.ts";
import { hasChatsWith } from "../../store/athros-in-use.ts";
import { sendQuestion } from "../../store/messages.ts";
import { activeSession } from "../../store/sessions.ts";
import type { Store } from "../../store/store.ts";
import { words } from "../i18n/language.ts";
import { AthroMark } from "../kit/athro-mark.tsx";
import { useServices, useStore } from "../services.ts";
import { useLive } from "../use-live.ts";
import { ChatHeader } from "./chat-header.tsx";
import { Composer } from "./composer.tsx";
import { createComposer } from "./composer-model.ts";
import { ConfirmDelete } from "./confirm-delete.tsx";
import { messageActions } from "./message-actions.ts";
import { MessageLog } from "./message-log.tsx";
import { MissingPage } from "./missing-page.tsx";
import { SavedSessions } from "./saved-sessions.tsx";
import { deleteWithUndo, saveWithUndo } from "./session-actions.ts";
import { useDraft } from "./use-draft.ts";
import "./chat-screen.css";

/** The active chat with one Athro. One that this version doesn't know is there if the student has chats with it. */
export const ChatScreen = ({ id }: { id: string }) => {
  const store = useStore();
  const there = useLive(
    async () => isKnownAthro(id) || (await hasChatsWith(store.db, id)),
    [store, id],
  );
  const { missing } = words.value.chat;
  if (there === false) return <MissingPage heading={missing.athro} text={missing.athroText} />;
  if (!there && !isKnownAthro(id)) return null;
  return <Chat key={`${store.db.name} ${id}`} store={store} athro={athroOf(id)} />;
};

const Chat = ({ store, athro }: { store: Store; athro: Athro }) => {
  const services = useServices();
  const active = useLive(
    async () => ({ session: await activeSession(store.db, athro.id) }),
    [store, athro.id],
  );
  const draft = useDraft(store, athro.id);
  const sends = useSignal(0);
  const [composer] = useState(() =>
    createComposer(draft, async (content) => {
      await sendQuestion(store, athro.id, content);
      services.flush();
      sends.value += 1;
    }),
  );
  const box = useRef<HTMLTextAreaElement>(null);
  const [actions] = useState(() =>
    messageActions(store, services, { draft, focus: () => box.current?.focus() }),
  );
  const savedOpen = useSignal(false);
  const deleting = useSignal(false);
  const session = active?.session;
  const empty = !session || session.title === "";

  return (
    <div class="screen screen-fill chat athro-hue" style={{ "--hue": athro.hue }}>
      <ChatHeader
        athro={athro}
        empty={empty}
        onSaved={() => (savedOpen.value = true)}
        onSave={() => session && void saveWithUndo(store, session, () => services.flush())}
        onDelete={() => (deleting.value = true)}
      />
      {active && (
        <MessageLog
          key={session?.id ?? "none"}
          store={store}
          sessionId={session?.id ?? null}
          athro={athro}
          actions={actions}
          sends={sends}
        >
          <div class="chat-empty">
            <AthroMark athro={athro} size="l" />
            <p>{words.value.chat.log.empty(athro.name)}</p>
          </div>
        </MessageLog>
      )}
      <Composer box={box} athro={athro} draft={draft} composer={composer} />
      <SavedSessions
        open={savedOpen.value}
        store={store}
        athro={athro}
        onClose={() => (savedOpen.value = false)}
      />
      <ConfirmDelete
        open={deleting.value}
        onCancel={() => (deleting.value = false)}
        onDelete={() => {
          deleting.value = false;
          if (session) void deleteWithUndo(store, session);
        }}
      />
    </div>
  );
};
