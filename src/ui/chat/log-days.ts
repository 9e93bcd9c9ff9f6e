import { addDays } from "../../model/civil.ts";
import type { ChatLine } from "../../store/messages.ts";
import { dateLabel, localDate } from "../i18n/dates.ts";
import type { Language } from "../i18n/languages.ts";
import type { ChatWords } from "../i18n/en/chat.ts";
import { timeOfMessage } from "./message-time.ts";

export interface LogDay {
  /** Tells a day that comes twice from its first time. */
  key: string;
  /** `YYYY-MM-DD` on this device's calendar. */
  date: string;
  lines: ChatLine[];
}

/** A log by days, in its own order: two devices' clocks may disagree, and then a day can come twice. */
export const groupByDay = (lines: readonly ChatLine[]): LogDay[] => {
  const days: LogDay[] = [];
  const seen = new Map<string, number>();
  for (const line of lines) {
    const date = localDate(timeOfMessage(line.message));
    const last = days.at(-1);
    if (last?.date === date) {
      last.lines.push(line);
    } else {
      const times = (seen.get(date) ?? 0) + 1;
      seen.set(date, times);
      days.push({ key: `${date} ${times}`, date, lines: [line] });
    }
  }
  return days;
};

/** `Today`, `Yesterday`, or the date in words. */
export const dayLabel = (
  language: Language,
  words: Pick<ChatWords["log"], "today" | "yesterday">,
  date: string,
  today: string,
): string => {
  if (date === today) return words.today;
  if (date === addDays(today, -1)) return words.yesterday;
  return dateLabel(language, date, today);
};

/**
 * Whether a line's state goes without being seen: the student's next message says the same, so that one line speaks for a run of
 * them. States that ask for something are always seen.
 */
export const isStateRepeated = (line: ChatLine, next: ChatLine | undefined): boolean =>
  next !== undefined &&
  next.message.role === "user" &&
  next.state.kind === line.state.kind &&
  line.state.kind !== "refused" &&
  line.state.kind !== "unanswered";
