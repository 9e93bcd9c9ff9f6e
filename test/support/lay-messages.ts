import type { Page } from "playwright-core";

/** What is laid into a chat behind its first question. */
export interface Laid {
  role: "user" | "assistant";
  content: string;
}

/**
 * Lays messages into the guest's database past the app, as rows that have come from elsewhere do: behind the question
 * that was asked last. The page has to be loaded again to show them.
 */
export const layMessages = (page: Page, messages: readonly Laid[]): Promise<void> =>
  page.evaluate(layIn, messages);

/** The same, to be run in the page. */
export const layIn = async (laid: readonly Laid[]): Promise<void> => {
  const opening = indexedDB.open("athro-guest");
  await new Promise((resolve) => opening.addEventListener("success", resolve));
  const db = opening.result;
  const writing = db.transaction("chat_messages", "readwrite");
  const rows = writing.objectStore("chat_messages");
  const reading = rows.getAll();
  reading.addEventListener("success", () => {
    const question = reading.result.reduce((a, b) => (a.created_at < b.created_at ? b : a));
    laid.forEach(({ role, content }, n) =>
      rows.put({
        ...question,
        id: crypto.randomUUID(),
        role,
        content,
        wants_reply: false,
        order_key: question.order_key + 1 + n,
      }),
    );
  });
  await new Promise((resolve) => writing.addEventListener("complete", resolve));
  db.close();
};
