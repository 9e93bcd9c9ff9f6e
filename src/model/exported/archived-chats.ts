import { v5 } from "uuid";
import { replyId } from "../ids.ts";

type Fields = Readonly<Record<string, unknown>>;

/** Chats as they go into a file that is to outlive them. */
export interface ArchivedChats {
  sessions: Fields[];
  messages: Fields[];
}

/**
 * Chats under ids that no database has: those of records that were deleted are spent for ever ([M5]), so that what is to be brought
 * back has to be new records. They are derived from `archive`, a fresh id of this one file, so that importing it twice adds nothing.
 */
export const archivedChats = (
  sessions: readonly Fields[],
  messages: readonly Fields[],
  archive: string,
): ArchivedChats => {
  const anew = (id: unknown): string => v5(String(id), archive);
  const messageIdOf = ({ id, question_id, attempt }: Fields): string =>
    typeof question_id === "string" && typeof attempt === "number"
      ? replyId(anew(question_id), attempt)
      : anew(id);
  return {
    sessions: sessions.map((row) => ({ ...row, id: anew(row["id"]) })),
    messages: messages.map((row) => ({
      ...row,
      id: messageIdOf(row),
      session_id: anew(row["session_id"]),
      question_id: row["question_id"] === null ? null : anew(row["question_id"]),
    })),
  };
};
