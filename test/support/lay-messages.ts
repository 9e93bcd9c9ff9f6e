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

/** The same, to be run in the page: so no function in it may have a name, which the benchmark's compiler would want to keep. */
export const layIn = async (laid: readonly Laid[]): Promise<string[]> => {
  const ids = laid.map(() => crypto.randomUUID());
  const opening = indexedDB.open("athro-guest");
  await new Promise((resolve) => opening.addEventListener("success", resolve));
  const db = opening.result;
  const writing = db.transaction("chat_messages", "readwrite");
  const rows = writing.objectStore("chat_messages");
  const reading = rows.getAll();
  await new Promise((resolve) => reading.addEventListener("success", resolve));
  const question = reading.result.reduce((a, b) => (a.created_at < b.created_at ? b : a));
  laid.forEach(({ role, content, daysBefore = 0 }, n) =>
    rows.put({
      ...question,
      id: ids[n],
      role,
      content,
      created_at: new Date(Date.parse(question.created_at) - daysBefore * 86_400_000).toISOString(),
      wants_reply: false,
      order_key: question.order_key + 1 + n,
    }),
  );
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
