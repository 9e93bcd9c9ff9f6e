import { words } from "../i18n/language.ts";
import type { LogNews } from "./log-changes.ts";

/** Says what became of the chat, once each time, to those who can't see it: that a reply has come, not its text. */
export const LogStatus = ({
  news,
  athroName,
  reachable,
}: {
  news: { n: number; kind: LogNews } | null;
  athroName: string;
  reachable: boolean;
}) => (
  <output class="sr-only">
    {news && <span key={news.n}>{textOf(news.kind, athroName, reachable)}</span>}
  </output>
);

const textOf = (news: LogNews, athroName: string, reachable: boolean): string => {
  const { state } = words.value.chat;
  switch (news) {
    case "replied":
      return state.replied(athroName);
    case "answering":
      return reachable ? state.answering(athroName) : state.sentOffline;
    case "waiting":
      return reachable ? state.waiting : state.waitingOffline;
    case "unanswered":
      return state.unanswered;
    case "refused":
      return state.refused;
  }
};
