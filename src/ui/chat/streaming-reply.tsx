import { type ReadonlySignal, useComputed } from "@preact/signals";
import type { Athro } from "../../model/athros.ts";
import type { Writing } from "../../model/writing.ts";
import { words } from "../i18n/language.ts";
import { AthroMark } from "../kit/athro-mark.tsx";
import { GrowingMarkdown } from "../markdown/markdown.tsx";
import { copyText } from "./copy-text.ts";
import { usePaced } from "./use-paced.ts";

interface StreamingReplyProps {
  athro: Athro;
  writing: ReadonlySignal<Writing | null>;
}

/** A reply while it is written. It is busy and says nothing: the log's status tells of its start and end. */
export const StreamingReply = ({ athro, writing }: StreamingReplyProps) => {
  const text = usePaced(useComputed(() => writing.value?.text ?? ""));
  return (
    <article
      class="message message-near message-assistant message-streaming"
      aria-busy="true"
      aria-label={words.value.chat.state.answering(athro.name)}
    >
      <AthroMark athro={athro} />
      <div class="message-body">
        <p class="message-by">
          <strong>{athro.name}</strong>
        </p>
        <GrowingMarkdown text={text.value} onCopy={copyText} />
      </div>
    </article>
  );
};
