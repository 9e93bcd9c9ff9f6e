import type { SessionRow } from "../../store/sessions.ts";
import { localDate } from "../i18n/dates.ts";
import { language, words } from "../i18n/language.ts";
import { dayLabel } from "./log-days.ts";

/** The day on which a session began; nothing for old data without a proper date. */
export const SessionDate = ({ session }: { session: Pick<SessionRow, "created_at"> }) => {
  const at = Date.parse(session.created_at);
  if (Number.isNaN(at)) return null;
  const date = localDate(at);
  return (
    <time dateTime={date}>
      {dayLabel(language.value, words.value.chat.log, date, localDate(Date.now()))}
    </time>
  );
};
