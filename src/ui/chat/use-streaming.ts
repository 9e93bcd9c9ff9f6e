import { type ReadonlySignal, useComputed, useSignal } from "@preact/signals";
import type { Writing } from "../../model/writing.ts";
import { isReplyDeleted } from "../../store/attempts.ts";
import type { ChatLine } from "../../store/messages.ts";
import type { Store } from "../../store/store.ts";
import { useLive } from "../use-live.ts";

/** Where a reply that is being written stands in a log. */
interface Streaming {
  /** The line in whose place it stands, of another attempt; null at the end of the log. */
  instead: ChatLine | null;
}

/**
 * Whether a reply is being written to a question of this log, and where it stands; null where there is none, or its row is here or was
 * deleted. It changes when a reply begins and ends, and not with its text.
 */
export const useStreaming = (
  store: Store,
  writing: ReadonlySignal<Writing | null> | undefined,
  lines: readonly ChatLine[] | undefined,
): Streaming | null => {
  const nothing = useSignal<Writing | null>(null);
  const source = writing ?? nothing;
  const about = useComputed(() => {
    const now = source.value;
    return now && now.text !== "" ? `${now.attempt} ${now.question}` : null;
  }).value;
  const now = source.peek();
  const deleted = useLive(
    async () => (now && (await isReplyDeleted(store.db, now.question, now.attempt)) ? about : null),
    [store, about],
  );
  if (about === null || deleted === about || !now || !lines) return null;
  return placeOf(now, lines);
};

export const placeOf = (
  { question, attempt }: Pick<Writing, "question" | "attempt">,
  lines: readonly ChatLine[],
): Streaming | null => {
  if (!lines.some(({ message }) => message.id === question)) return null;
  const reply = lines.find(({ message }) => message.question_id === question);
  if (!reply) return { instead: null };
  // What is shown may be an earlier attempt, chosen while a later one was being written or has come.
  const come = reply.message.attempt === attempt || (reply.siblings?.count ?? 1) > attempt;
  return come ? null : { instead: reply };
};
