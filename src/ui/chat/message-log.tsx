import { type ReadonlySignal, useComputed, useSignal } from "@preact/signals";
import { type ComponentChildren, Fragment } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import type { Athro } from "../../model/athros.ts";
import { languageChoices, languagePreference } from "../../model/teaching.ts";
import type { Writing } from "../../model/writing.ts";
import type { ChatLine, ChatPage } from "../../store/messages.ts";
import { getPreference } from "../../store/preferences.ts";
import type { Store } from "../../store/store.ts";
import { language, words } from "../i18n/language.ts";
import { Button } from "../kit/button.tsx";
import { useFirstScreen } from "../shell/first-screen.ts";
import { useLive } from "../use-live.ts";
import { compareLines } from "./log-changes.ts";
import { dayLabel, groupByDay, isStateRepeated } from "./log-days.ts";
import { LogStatus, type Told } from "./log-status.tsx";
import { isBehind, questionHeard } from "./one-at-a-time.ts";
import { RemovedNote } from "./removed-note.tsx";
import { StreamingReply } from "./streaming-reply.tsx";
import { useStreaming } from "./use-streaming.ts";
import { MessageLine } from "./message-line.tsx";
import type { MessageActions } from "./message-state.tsx";
import { useKeptFocus } from "../kit/use-kept-focus.ts";
import { WINDOW_DRAWN } from "./log-window.ts";
import { useLogScroll } from "./use-log-scroll.ts";
import { useLogWindow } from "./use-log-window.ts";
import { useReachable } from "./use-reachable.ts";
import { useToday } from "./use-today.ts";
import "./message-log.css";

interface MessageLogProps {
  store: Store;
  /** Null before the first question. Must not change while the log is mounted. */
  sessionId: string | null;
  athro: Athro;
  actions: MessageActions;
  /** The reply that is being written, whichever chat it belongs to. */
  writing?: ReadonlySignal<Writing | null>;
  /** Counts the messages sent from this screen: each leads to the end of the log. */
  sends?: ReadonlySignal<number>;
  /** The message that the log opens at; null for its end. Must not change while the log is mounted. */
  target?: string | null;
  /** Its end as it was a moment ago, where it is known. Must not change while the log is mounted. */
  first?: ChatPage | undefined;
  /** In place of messages where there are none. */
  children?: ComponentChildren;
}

/** A chat to read. It follows its end while the reader is there; news is told once, without the text. */
export const MessageLog = ({
  store,
  sessionId,
  athro,
  actions,
  writing,
  sends,
  target = null,
  first,
  children,
}: MessageLogProps) => {
  const { log } = words.value.chat;
  const { shown, whole, filling, upTo, showEarlier, showLater, showLatest } = useLogWindow(
    store,
    sessionId,
    target,
    first,
  );
  const reachable = useReachable(store);
  const mode = useLive(
    async () =>
      languageChoices(athro.id).length > 0
        ? getPreference(store.db, languagePreference(athro.id))
        : null,
    [store, athro.id],
    { later: true },
  );
  const today = useToday();
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const before = useRef<readonly ChatLine[] | null>(null);
  const seen = useRef(new Set<string>());
  const goesTo = useRef(upTo);
  const landed = useRef(target === null);
  const news = useSignal<Told | null>(null);
  const tell = (what: Omit<Told, "n">) => {
    news.value = { n: (news.peek()?.n ?? 0) + 1, ...what };
  };

  useFirstScreen(whole);

  const lines = shown?.lines;
  const scrolls = useLogScroll(scroller, content, lines, () => {
    if (!lines) return false;
    // Another part of the chat is no news.
    if (goesTo.current !== upTo) before.current = null;
    goesTo.current = upTo;
    // The log of a new chat opens with its first question, which may be under way by then: that is news.
    const begun = sends !== undefined && sends.peek() > 0 && lines.length === 1;
    const changes = compareLines(before.current ?? (begun ? [] : null), lines, seen.current);
    for (const { message } of lines) seen.current.add(message.id);
    before.current = lines;
    const kind = changes.news;
    if (kind) {
      const about = lines.findLast(({ state }) => state.kind === kind);
      const behind = isBehind(about?.message.id, questionHeard(writing?.peek()), lines);
      tell({ kind, behind, state: about?.state ?? null });
    }
    return changes.added;
  });
  const { model, onScroll, toEnd, holdPlace, goTo } = scrolls;
  useLayoutEffect(() => {
    if (lines && target !== null && !landed.current) landed.current = goTo(target);
  }, [lines]);
  const keptFocus = useKeptFocus(scroller, lines);
  const toLatest = () => {
    showLatest();
    toEnd();
  };
  const latest = useRef(toLatest);
  latest.current = toLatest;
  useEffect(() => {
    const before = sends?.peek();
    return sends?.subscribe((count) => count !== before && latest.current());
  }, [sends]);
  const streaming = useStreaming(store, writing, lines);
  const here = useComputed(() => (writing?.value?.here ? writing.value.question : null)).value;
  useEffect(() => {
    // That this device's own tutor begins, no line's state tells.
    if (here !== null) tell({ kind: "writing", behind: false, state: null });
  }, [here]);
  const heard = useComputed(() => questionHeard(writing?.value)).value;
  const reply = writing && <StreamingReply key="streaming" athro={athro} writing={writing} />;
  const near = new Set(lines?.slice(-WINDOW_DRAWN));
  const lastOwn = lines?.findLast(({ message }) => message.role === "user")?.message.id;

  return (
    <div class="log-frame">
      <div
        {...keptFocus}
        class="log"
        role="log"
        tabIndex={-1}
        aria-label={athro.name}
        aria-live="off"
        aria-busy={!shown}
        ref={scroller}
        onScroll={onScroll}
      >
        <div
          class={`log-column ${filling ? "log-filling" : lines?.length ? "" : "log-empty"}`}
          ref={content}
        >
          {shown?.more && (
            <Button
              variant="quiet"
              icon="arrowUp"
              class="log-earlier"
              onClick={() => {
                holdPlace();
                showEarlier();
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
                  // One attempt after another keeps its place, and the button that leads on its focus.
                  <Fragment
                    key={line.siblings ? `${line.message.question_id} reply` : line.message.id}
                  >
                    {line.removed && <RemovedNote ids={line.removed} actions={actions} />}
                    {line === streaming?.instead ? (
                      reply
                    ) : (
                      <MessageLine
                        line={line}
                        athro={athro}
                        reachable={reachable}
                        behind={isBehind(line.message.id, heard, lines)}
                        last={line.message.id === lastOwn}
                        near={near.has(line)}
                        quiet={isStateRepeated(line, day.lines[index + 1])}
                        mode={mode}
                        actions={actions}
                      />
                    )}
                  </Fragment>
                ))}
              </section>
            ))}
          {streaming && !streaming.instead && !shown?.later && reply}
          {shown?.later && (
            <Button
              variant="quiet"
              icon="arrowDown"
              class="log-earlier log-later"
              onClick={showLater}
            >
              {log.later}
            </Button>
          )}
          {shown?.removed && <RemovedNote ids={shown.removed} actions={actions} />}
        </div>
      </div>
      {(model.unseen.value || shown?.later) && (
        <Button
          icon="arrowDown"
          class="log-unseen"
          onClick={() => {
            toLatest();
            // The button goes, and the keyboard's way must not begin again at the top of the page.
            scroller.current?.focus({ preventScroll: true });
          }}
        >
          {model.unseen.value ? log.newMessages : log.latest}
        </Button>
      )}
      <LogStatus news={news.value} athroName={athro.name} reachable={reachable} />
    </div>
  );
};
