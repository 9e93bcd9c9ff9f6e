import { useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { type ChatPage, readChat } from "../../store/messages.ts";
import type { Store } from "../../store/store.ts";
import { useLive } from "../use-live.ts";
import { type LogWindow, WINDOW_SPARE, WINDOW_STEP, windowOf } from "./log-window.ts";

const EMPTY: ChatPage = { lines: [], more: false };

/** The part of a session's messages that a log shows, undefined until it is read, and what shows earlier ones. */
export const useLogWindow = (
  store: Store,
  sessionId: string | null,
): { shown: LogWindow | undefined; showEarlier: () => void } => {
  const [length, setLength] = useState(WINDOW_STEP);
  const from = useRef<number | null>(null);
  const page = useLive(
    () =>
      sessionId === null
        ? Promise.resolve(EMPTY)
        : readChat(store, sessionId, length + WINDOW_SPARE),
    [store, sessionId, length],
  );
  const shown = useMemo(() => page && windowOf(page, length, from.current), [page, length]);
  useLayoutEffect(() => {
    from.current = shown?.lines[0]?.message.order_key ?? null;
    // What came in since has made the window longer: read as much beyond it as before.
    if (shown && shown.lines.length >= length + WINDOW_SPARE) setLength(shown.lines.length);
  }, [shown]);
  return {
    shown,
    showEarlier: () => setLength((shown?.lines.length ?? 0) + WINDOW_STEP),
  };
};
