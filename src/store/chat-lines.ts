/** What a chat shows of its rows: one attempt of each reply, and notes of what was deleted. */
import type { ChatLine, ChatPage, MessageRow, MessageState, Siblings } from "./messages.ts";

/** Replies to one question that are not deleted, in any order, and the attempt that was chosen; null for the latest. */
export type Attempts = ReadonlyMap<
  string,
  { attempts: readonly MessageRow[]; chosen: number | null }
>;

/** The attempt that is shown ([A5]): the chosen one if it is there, else the latest. `athro.history_before` goes by the same rule. */
export const shownAttempt = (
  attempts: readonly MessageRow[],
  chosen: number | null,
): MessageRow | undefined =>
  attempts.find(({ attempt }) => attempt === chosen && chosen !== null) ??
  attempts.toSorted((a, b) => (b.attempt ?? 0) - (a.attempt ?? 0))[0];

/** `rows`, oldest first, as lines; `attempts` has the questions whose replies have siblings. */
export const linesOf = (
  rows: readonly MessageRow[],
  attempts: Attempts,
  stateOf: (row: MessageRow) => MessageState,
): Omit<ChatPage, "more"> => {
  // A question that was edited lies behind the one that took its place, which offers it.
  const replaced = new Set(rows.flatMap(({ replaces }) => replaces ?? []));
  const gone = new Set(rows.flatMap(({ id, deleted }) => (deleted ? id : [])));
  const lines: ChatLine[] = [];
  let removed: string[] = [];
  for (const row of rows) {
    if (row.deleted) {
      const isWhole = (row.content ?? null) !== null;
      if (isWhole && !replaced.has(row.id) && !replaced.has(row.question_id ?? ""))
        removed.push(row.id);
      continue;
    }
    // A reply that was on its way when its question was deleted comes and goes with it.
    if (gone.has(row.question_id ?? "")) continue;
    const group = row.question_id ? attempts.get(row.question_id) : undefined;
    const shown = group && shownAttempt(group.attempts, group.chosen);
    if (shown && shown.id !== row.id) continue;
    const siblings = group && siblingsOf(row, group.attempts);
    lines.push({
      message: row,
      state: stateOf(row),
      ...(siblings ? { siblings } : {}),
      ...(removed.length > 0 ? { removed } : {}),
    });
    removed = [];
  }
  return removed.length > 0 ? { lines, removed } : { lines };
};

const siblingsOf = (row: MessageRow, among: readonly MessageRow[]): Siblings | null => {
  const all = among.map(({ attempt }) => attempt ?? 0).toSorted((a, b) => a - b);
  const at = all.indexOf(row.attempt ?? 0);
  if (all.length < 2) return null;
  return {
    nth: at + 1,
    count: all.length,
    before: all[at - 1] ?? null,
    after: all[at + 1] ?? null,
  };
};
