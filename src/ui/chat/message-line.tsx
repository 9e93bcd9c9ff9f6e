import type { Athro } from "../../model/athros.ts";
import type { ChatLine, MessageRow } from "../../store/messages.ts";
import { localTime } from "../i18n/dates.ts";
import { words } from "../i18n/language.ts";
import { AthroMark } from "../kit/athro-mark.tsx";
import { Markdown } from "../markdown/markdown.tsx";
import { mayHaveParts } from "../markdown/may-have-parts.ts";
import { copyText } from "./copy-text.ts";
import { type MessageActions, MessageState } from "./message-state.tsx";
import { MessageTools } from "./message-tools.tsx";
import { replyLanguage } from "./reply-language.ts";
import { timeOfMessage } from "./message-time.ts";
import "./message-line.css";

interface MessageLineProps {
  line: ChatLine;
  athro: Athro;
  reachable: boolean;
  /** Whether a reply to another question is being written. */
  behind: boolean;
  last: boolean;
  /**
   * Whether it is one of those that a chat opens with, which are laid out as they come: the browser would do it twice, first as if they
   * were far from view and then as they are.
   */
  near: boolean;
  /** Whether the state is told by the next message and so only heard here. */
  quiet: boolean;
  /** The language that the student has chosen for this Athro's replies, as stored. */
  mode: unknown;
  actions: MessageActions;
}

/** One message: the student's in a bubble, the Athro's as plain text beside its mark. */
export const MessageLine = (props: MessageLineProps) => {
  const { line, athro, reachable, behind, last, near, quiet, mode, actions } = props;
  const { log } = words.value.chat;
  const { message } = line;
  const at = timeOfMessage(message);
  const time = <time dateTime={new Date(at).toISOString()}>{localTime(at)}</time>;
  const by = { user: log.you, assistant: athro.name, system: log.note }[message.role];
  const name = log.message(by, localTime(at));
  const kind = near ? "message message-near" : "message";

  if (message.role === "user")
    return (
      <article class={`${kind} message-own`} aria-label={name} data-id={message.id}>
        {mayHaveParts(message.content) ? (
          <div class="message-bubble">
            <Markdown text={message.content} own onCopy={copyText} />
          </div>
        ) : (
          <p class="message-bubble">{message.content}</p>
        )}
        <div class="message-state">
          <MessageTools line={line} name={name} actions={actions} />
          <span class={quiet && !message.replaces ? "sr-only" : "message-where"}>
            {time}
            {message.replaces && (
              <button type="button" class="state-button" onClick={() => actions.earlier(line)}>
                {words.value.chat.tools.edited}
              </button>
            )}
            <MessageState
              line={line}
              athroName={athro.name}
              reachable={reachable}
              behind={behind}
              last={last}
              actions={actions}
            />
          </span>
        </div>
      </article>
    );
  return (
    <article class={`${kind} message-${message.role}`} aria-label={name} data-id={message.id}>
      {message.role === "assistant" && <AthroMark athro={athro} />}
      <div class="message-body">
        <p class="message-by">
          {message.role === "assistant" ? (
            <strong lang={athro.lang ?? undefined}>{by}</strong>
          ) : (
            <strong>{by}</strong>
          )}
          {time}
        </p>
        {message.role === "assistant" ? (
          <div lang={replyLanguage(athro.id, mode, message.content) ?? undefined}>
            <Markdown text={message.content} onCopy={copyText} />
          </div>
        ) : (
          <p class="message-text">{message.content}</p>
        )}
        <ReplyMarks message={message} />
        <MessageTools line={line} name={name} actions={actions} />
      </div>
    </article>
  );
};

/** That a reply is not whole, or not the server's. */
const ReplyMarks = ({ message }: { message: MessageRow }) => {
  const { marks } = words.value.chat;
  if (!message.ended && !message.written_by) return null;
  return (
    <p class="message-mark">
      {message.written_by === "device" && <span>{marks.device}</span>}
      {message.ended && <span>{marks[message.ended]}</span>}
    </p>
  );
};
