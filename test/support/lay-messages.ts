import type { Page } from "playwright-core";

/** What is laid into a chat behind its first question. */
export interface Laid {
  role: "user" | "assistant";
  content: string;
  /** How many days before that question; none without it. */
  daysBefore?: number;
}

/**
 * Lays messages into the guest's database past the app, as rows that have come from elsewhere do: behind the question
 * that was asked last. The page has to be loaded again to show them. Resolves with their ids.
 */
export const layMessages = (page: Page, messages: readonly Laid[]): Promise<string[]> =>
  page.evaluate(layIn, messages);

/** The same, to be run in the page. */
export const layIn = async (laid: readonly Laid[]): Promise<string[]> => {
  const ids = laid.map(() => crypto.randomUUID());
  const opening = indexedDB.open("athro-guest");
  await new Promise((resolve) => opening.addEventListener("success", resolve));
  const db = opening.result;
  const writing = db.transaction("chat_messages", "readwrite");
  const rows = writing.objectStore("chat_messages");
  const reading = rows.getAll();
  reading.addEventListener("success", () => {
    const question = reading.result.reduce((a, b) => (a.created_at < b.created_at ? b : a));
    const before = (days: number) =>
      new Date(Date.parse(question.created_at) - days * 86_400_000).toISOString();
    laid.forEach(({ role, content, daysBefore = 0 }, n) =>
      rows.put({
        ...question,
        id: ids[n],
        role,
        content,
        created_at: before(daysBefore),
        wants_reply: false,
        order_key: question.order_key + 1 + n,
      }),
    );
  });
  await new Promise((resolve) => writing.addEventListener("complete", resolve));
  db.close();
  return ids;
};

/** Takes what was laid away again, also without the app's knowledge. */
export const takeAway = (page: Page, ids: readonly string[]): Promise<void> =>
  page.evaluate(async (gone) => {
    const opening = indexedDB.open("athro-guest");
    await new Promise((resolve) => opening.addEventListener("success", resolve));
    const writing = opening.result.transaction("chat_messages", "readwrite");
    for (const id of gone) writing.objectStore("chat_messages").delete(id);
    await new Promise((resolve) => writing.addEventListener("complete", resolve));
    opening.result.close();
  }, ids);
