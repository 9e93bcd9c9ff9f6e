import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useRef, useState } from "preact/hooks";
import type { Athro } from "../../model/athros.ts";
import { type ChatLine, type ChatPage, readChat } from "../../store/messages.ts";
import type { Store } from "../../store/store.ts";
import { language, words } from "../i18n/language.ts";
import { Button } from "../kit/button.tsx";
import { useLive } from "../use-live.ts";
import { compareLines, type LogNews } from "./log-changes.ts";
import { dayLabel, groupByDay, isStateRepeated } from "./log-days.ts";
import { LogStatus } from "./log-status.tsx";
import { MessageLine } from "./message-line.tsx";
import type { MessageActions } from "./message-state.tsx";
import { useLogScroll } from "./use-log-scroll.ts";
import { useReachable } from "./use-reachable.ts";
import { useToday } from "./use-today.ts";
import "./message-log.css";

/** How many messages a log shows at first, and how many more each time they are asked for. */
const PAGE_LENGTH = 50;

const EMPTY: ChatPage = { lines: [], more: false };

interface MessageLogProps {
  store: Store;
  /** Null before the first question. Must not change while the log is mounted. */
  sessionId: string | null;
  athro: Athro;
  actions: MessageActions;
  /** In place of messages where there are none. */
  children?: ComponentChildren;
}

/** A chat to read. It follows its end while the reader is there; news is told once, without the text. */
export const MessageLog = ({ store, sessionId, athro, actions, children }: MessageLogProps) => {
  const { log } = words.value.chat;
  const [limit, setLimit] = useState(PAGE_LENGTH);
  const page = useLive(
    () => (sessionId === null ? Promise.resolve(EMPTY) : readChat(store, sessionId, limit)),
    [store, sessionId, limit],
  );
  const reachable = useReachable(store);
  const today = useToday();
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const shown = useRef<readonly ChatLine[] | null>(null);
  const news = useSignal<{ n: number; kind: LogNews } | null>(null);

  const lines = page?.lines;
  const { model, onScroll, toEnd, holdPlace } = useLogScroll(scroller, content, lines, () => {
    if (!lines) return null;
    const changes = compareLines(shown.current, lines);
    shown.current = lines;
    if (changes.news) news.value = { n: (news.peek()?.n ?? 0) + 1, kind: changes.news };
    return changes.added;
  });
  const lastOwn = lines?.findLast(({ message }) => message.role === "user")?.message.id;

  return (
    <div class="log-frame">
      <div
        class="log"
        role="log"
        aria-label={athro.name}
        aria-live="off"
        aria-busy={!page}
        ref={scroller}
        onScroll={onScroll}
      >
        <div class="log-column" ref={content}>
          {page?.more && (
            <Button
              variant="quiet"
              icon="arrowUp"
              class="log-earlier"
              onClick={() => {
                holdPlace();
                setLimit(limit + PAGE_LENGTH);
              }}
            >
              {log.earlier}
            </Button>
          )}
          {lines?.length === 0 && children}
          {lines &&
            groupByDay(lines).map((day) => (
              <section class="log-day" key={day.key}>
                <h2 class="log-date">
                  <time dateTime={day.date}>{dayLabel(language.value, log, day.date, today)}</time>
                </h2>
                {day.lines.map((line, index) => (
                  <MessageLine
                    key={line.message.id}
                    line={line}
                    athro={athro}
                    reachable={reachable}
                    last={line.message.id === lastOwn}
                    quiet={isStateRepeated(line, day.lines[index + 1])}
                    actions={actions}
                  />
                ))}
              </section>
            ))}
        </div>
      </div>
      {model.unseen.value && (
        <Button icon="arrowDown" class="log-unseen" onClick={toEnd}>
          {log.newMessages}
        </Button>
      )}
      <LogStatus news={news.value} athroName={athro.name} reachable={reachable} />
    </div>
  );
};
