import type { Athro } from "../../model/athros.ts";
import type { ChatLine } from "../../store/messages.ts";
import { readChat } from "../../store/read-chat.ts";
import type { SessionRow } from "../../store/sessions.ts";
import type { Store } from "../../store/store.ts";
import { timeOfMessage } from "../chat/message-time.ts";
import { dateLabel, localDate, localTime } from "../i18n/dates.ts";
import { language, words } from "../i18n/language.ts";
import { fileName, sessionMarkdown } from "./session-markdown.ts";

/** A whole session, as far as this device has it. */
export interface WholeSession {
  title: string;
  /** With whom, and when it began. */
  about: string;
  lines: readonly { by: string; at: string; message: ChatLine["message"] }[];
}

/** More than any chat has. */
const ALL = 1_000_000;

/** A year is always told: it may be read much later. */
const dayOf = (at: number): string => dateLabel(language.value, localDate(at), "");

/** Reads all of a session, the attempts that are shown and no others, in the student's words. */
export const readSession = async (
  store: Store,
  session: SessionRow,
  athro: Athro,
): Promise<WholeSession> => {
  const { lines } = await readChat(store, session.id, ALL);
  const { log, sessions } = words.value.chat;
  const by = { user: log.you, assistant: athro.name, system: log.note };
  return {
    title: session.title || sessions.untitled,
    about: `${athro.name} · ${dayOf(Date.parse(session.created_at))}`,
    lines: lines.map(({ message }) => {
      const at = timeOfMessage(message);
      return { by: by[message.role], at: `${dayOf(at)}, ${localTime(at)}`, message };
    }),
  };
};

/** It as a text, and the name of its file without an ending. */
export const textOf = ({ title, about, lines }: WholeSession): string =>
  sessionMarkdown(
    title,
    about,
    lines.map(({ by, at, message }) => ({ by, at, content: message.content })),
  );

export const nameOf = (athro: Athro, { title }: WholeSession, ending: string): string =>
  fileName(athro.name, title, ending);
