import { settleAskings } from "./askings.ts";
import type { AthroDatabase, Row } from "./database.ts";

type Message = Row<"chat_messages">;

/**
 * Keeps the mark `awaiting` true while messages are stored: on a question that no reply has reached, and nowhere else. `arriving` is
 * about to be stored and is marked in place; questions stored earlier that `arriving` answers are unmarked.
 */
export const settleAwaiting = async (
  db: AthroDatabase,
  arriving: Message[],
  existing: readonly (Message | undefined)[],
): Promise<void> => {
  const marked = new Set(existing.filter((row) => row?.awaiting === 1).map((row) => row?.id));
  const stored = new Set(existing.filter((row) => row !== undefined).map((row) => row?.id));
  const answered = new Set<string>();
  for (const row of arriving) if (row.question_id) answered.add(row.question_id);

  const questions = arriving.filter(
    (row) => row.wants_reply && !row.deleted && (!stored.has(row.id) || marked.has(row.id)),
  );
  // One that is marked already has no reply here: the reply would have taken the mark away.
  const open = questions
    .filter((row) => !answered.has(row.id) && !marked.has(row.id))
    .map((row) => row.id);
  if (open.length > 0)
    for (const reply of await db.chat_messages.where("question_id").anyOf(open).toArray())
      if (reply.question_id) answered.add(reply.question_id);
  for (const row of questions) if (!answered.has(row.id)) row.awaiting = 1;

  if (answered.size === 0) return;
  await settleAskings(db, arriving);
  const here = new Set(arriving.map((row) => row.id));
  const waiting = await db.chat_messages.where("awaiting").equals(1).primaryKeys();
  const elsewhere = waiting.filter((id) => answered.has(id) && !here.has(id));
  if (elsewhere.length === 0) return;
  const rows = await db.chat_messages.bulkGet(elsewhere);
  await db.chat_messages.bulkPut(
    rows.flatMap((row) => {
      if (!row) return [];
      const { awaiting: _, ...answeredRow } = row;
      return [answeredRow];
    }),
  );
};
