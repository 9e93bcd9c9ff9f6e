import { words } from "../i18n/language.ts";
import type { MessageActions } from "./message-state.tsx";

/** Where messages were deleted: that there were some, and the way back. */
export const RemovedNote = ({
  ids,
  actions,
}: {
  ids: readonly string[];
  actions: MessageActions;
}) => {
  const { removed, actions: labels } = words.value.chat;
  return (
    <p class="message-removed">
      <span>{removed(ids.length)}</span>
      <button type="button" class="state-button" onClick={() => actions.restore(ids)}>
        {labels.restore}
      </button>
    </p>
  );
};
