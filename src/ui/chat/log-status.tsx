import type { ChatLine } from "../../store/messages.ts";
import { words } from "../i18n/language.ts";
import type { LogNews } from "./log-changes.ts";
import { unansweredText } from "./message-state.tsx";

/** What is to be said, counted, and where that is known the state that it is about. */
export interface Told {
  n: number;
  kind: LogNews | "writing";
  /** Whether a reply to another question was being written then. */
  behind: boolean;
  state: ChatLine["state"] | null;
}

/** Says what became of the chat, once each time, to those who can't see it: that a reply has come, not its text. */
export const LogStatus = ({
  news,
  athroName,
  reachable,
}: {
  news: Told | null;
  athroName: string;
  reachable: boolean;
}) => (
  <output class="sr-only">
    {news && <span key={news.n}>{textOf(news, athroName, reachable)}</span>}
  </output>
);

const textOf = (
  { kind, behind, state: about }: Told,
  athroName: string,
  reachable: boolean,
): string => {
  const { state } = words.value.chat;
  switch (kind) {
    case "replied":
      return state.replied(athroName);
    case "writing":
      return state.answering(athroName);
    case "answering":
      if (!reachable) return state.sentOffline;
      return behind ? state.next : state.answering(athroName);
    case "waiting":
      return reachable ? state.waiting : state.waitingOffline;
    case "unanswered":
      return about?.kind === "unanswered" ? unansweredText(about, athroName) : state.unanswered;
    case "refused":
      return state.refused;
  }
};
