import type { ChatLine } from "../../store/messages.ts";

export type LogNews = "replied" | "answering" | "waiting" | "unanswered" | "refused";

/** What became of a log between two looks at it. */
export interface LogChanges {
  /** Whether messages were added at the end. */
  added: boolean;
  /** The latest thing worth saying aloud. */
  news: LogNews | null;
}

const NOTHING: LogChanges = { added: false, news: null };

/**
 * Compares a log's lines with those shown before; `before` is null when the log opens, which is no news. Messages above the first one
 * shown before are earlier ones that were asked for, and no news either; nor are those that were `seen` at some time and come back.
 */
export const compareLines = (
  before: readonly ChatLine[] | null,
  after: readonly ChatLine[],
  seen: ReadonlySet<string> = new Set(),
): LogChanges => {
  if (!before) return NOTHING;
  const states = new Map(before.map(({ message, state }) => [message.id, state.kind]));
  const from = before[0]?.message.order_key ?? Number.NEGATIVE_INFINITY;
  let { added, news } = NOTHING;
  for (const { message, state } of after) {
    const known = states.get(message.id);
    if (known === undefined && message.order_key < from) continue;
    const own = message.role === "user";
    if (known === undefined) {
      added = true;
      if (!own && !seen.has(message.id)) news = "replied";
    }
    if (own && state.kind !== known && isNews(state.kind)) news = state.kind;
  }
  return { added, news };
};

const isNews = (kind: string): kind is Exclude<LogNews, "replied"> =>
  kind === "answering" || kind === "waiting" || kind === "unanswered" || kind === "refused";
