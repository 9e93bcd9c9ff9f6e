import type { Committed } from "./commits.ts";
import type { ChatLine, ChatPage, MessageRow } from "./messages.ts";
import type { Store } from "./store.ts";

/**
 * What `readChat` will find once messages have been committed at the end of a chat; null where that can't be told without reading:
 * they are of another chat, or not at its end.
 */
export const chatAfter =
  ({ user }: Pick<Store, "user">, sessionId: string, limit: number) =>
  (page: ChatPage, rows: readonly Committed[]): ChatPage | null => {
    const messages = rows
      .filter(({ table }) => table === "chat_messages")
      .map(({ row }) => row as MessageRow)
      .filter((row) => row.session_id === sessionId);
    const last = page.lines.at(-1)?.message.order_key ?? -Infinity;
    if (messages.length === 0 || messages.some((row) => row.deleted || row.order_key <= last))
      return null;
    const added = messages
      .toSorted((a, b) => a.order_key - b.order_key)
      .map((message): ChatLine => ({
        message,
        state: { kind: user === null ? "saved" : "waiting" },
      }));
    if (added[0] && page.removed) added[0].removed = page.removed;
    const lines = [...page.lines, ...added];
    return { lines: lines.slice(-limit), more: page.more || lines.length > limit };
  };
