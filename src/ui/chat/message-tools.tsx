import type { ChatLine } from "../../store/messages.ts";
import { words } from "../i18n/language.ts";
import { IconButton } from "../kit/button.tsx";
import { isFirstDrawn } from "../shell/first-screen.ts";
import type { MessageActions } from "./message-state.tsx";
import { Toolbar } from "./toolbar.tsx";
import "./message-tools.css";

interface MessageToolsProps {
  line: ChatLine;
  /** The message's name, of which these are the tools. */
  name: string;
  actions: MessageActions;
}

/** What can be done about a message. Where its state has buttons of its own, as one that was refused, they are not here. */
export const MessageTools = ({ line, name, actions }: MessageToolsProps) => {
  const { tools } = words.value.chat;
  const { siblings, message, state } = line;
  const own = message.role === "user";
  const refused = state.kind === "refused";
  const question = message.question_id;
  if (!siblings && !isFirstDrawn.value) {
    // Most of what there is to draw of a message is this: what it says is read sooner without. Its room is kept.
    const buttons = refused ? 1 : 2 + Number(!!actions.regenerate && !!question) + Number(own);
    return <div class="toolbar toolbar-room" style={{ "--buttons": buttons }} />;
  }
  return (
    <Toolbar label={tools.of(name)}>
      {siblings && question && (
        <>
          <IconButton
            icon="chevronLeft"
            label={tools.previous}
            aria-disabled={siblings.before === null}
            onClick={() => siblings.before !== null && actions.show(question, siblings.before)}
          />
          <span class="toolbar-count">
            <span aria-hidden="true">
              {siblings.nth}/{siblings.count}
            </span>
            <span class="sr-only">{tools.nth(siblings.nth, siblings.count)}</span>
          </span>
          <IconButton
            icon="chevronRight"
            label={tools.next}
            aria-disabled={siblings.after === null}
            onClick={() => siblings.after !== null && actions.show(question, siblings.after)}
          />
        </>
      )}
      <IconButton icon="copy" label={tools.copy} onClick={() => actions.copy(line)} />
      {actions.regenerate && question && (
        <IconButton
          icon="sync"
          label={tools.regenerate}
          onClick={() => actions.regenerate?.(question)}
        />
      )}
      {own && !refused && (
        <IconButton icon="edit" label={tools.edit} onClick={() => actions.edit(line)} />
      )}
      {!refused && (
        <IconButton icon="trash" label={tools.delete} onClick={() => actions.remove(line)} />
      )}
    </Toolbar>
  );
};
