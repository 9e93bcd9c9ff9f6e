import type { ReadonlySignal } from "@preact/signals";
import type { VNode } from "preact";
import { useRef } from "preact/hooks";
import type { Athro } from "../../model/athros.ts";
import type { Writing } from "../../model/writing.ts";
import { words } from "../i18n/language.ts";
import { AthroMark } from "../kit/athro-mark.tsx";
import { createTextBlocks } from "./text-blocks.ts";

interface StreamingReplyProps {
  athro: Athro;
  writing: ReadonlySignal<Writing | null>;
}

/** A reply while it is written. It is busy and says nothing: the log's status tells of its start and end. */
export const StreamingReply = ({ athro, writing }: StreamingReplyProps) => {
  const blocks = useRef(createTextBlocks());
  /** A block that is done is rendered once: the same vnode is passed over. */
  const rendered = useRef<{ text: string; block: VNode }[]>([]);
  const { done, tail } = blocks.current(writing.value?.text ?? "");
  const shown = done.map((text, index) => {
    const before = rendered.current[index];
    return before?.text === text ? before : { text, block: <p key={index}>{text}</p> };
  });
  rendered.current = shown;
  return (
    <article
      class="message message-assistant message-streaming"
      aria-busy="true"
      aria-label={words.value.chat.state.answering(athro.name)}
    >
      <AthroMark athro={athro} />
      <div class="message-body">
        <p class="message-by">
          <strong>{athro.name}</strong>
        </p>
        <div class="message-text message-blocks">
          {shown.map(({ block }) => block)}
          {tail !== "" && <p key="tail">{tail}</p>}
        </div>
      </div>
    </article>
  );
};
