import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import type { ChatPage } from "../../store/messages.ts";
import { orderKeyAfter, readChat } from "../../store/read-chat.ts";
import type { Store } from "../../store/store.ts";
import { useLive } from "../use-live.ts";
import {
  drawnAtFirst,
  isLong,
  type LogWindow,
  WINDOW_AFTER,
  WINDOW_DRAWN,
  WINDOW_SPARE,
  WINDOW_STEP,
  windowOf,
} from "./log-window.ts";

const EMPTY: ChatPage = { lines: [], more: false };

interface ShownLog {
  /** Undefined until it is read. */
  shown: LogWindow | undefined;
  /** Whether all is drawn that is to be at first. */
  whole: boolean;
  /** Whether what is drawn may not fill the log yet, and more of it is coming. */
  filling: boolean;
  /** The order key up to which it goes; null where that is the end. */
  upTo: number | null;
  showEarlier: () => void;
  showLater: () => void;
  /** Goes on from the end, as a log opens. */
  showLatest: () => void;
}

/**
 * The part of a session's messages that a log shows: its end, or what is around the message `target`. `first` is its end as it was a moment
 * ago, where that is known.
 */
export const useLogWindow = (
  store: Store,
  sessionId: string | null,
  target: string | null,
  first?: ChatPage,
): ShownLog => {
  const [length, setLength] = useState(WINDOW_STEP);
  /** Undefined until it is known where the target is. */
  const [upTo, setUpTo] = useState<number | null | undefined>(target === null ? null : undefined);
  const from = useRef<number | null>(null);
  useEffect(() => {
    if (target === null || sessionId === null) return;
    let left = false;
    const find = async () => {
      const message = await store.db.chat_messages.get(target);
      const there = message?.session_id === sessionId;
      const end = there
        ? await orderKeyAfter(store.db, sessionId, message.order_key, WINDOW_AFTER)
        : null;
      if (!left) setUpTo(end);
    };
    find().catch(() => {
      if (!left) setUpTo(null);
    });
    return () => {
      left = true;
    };
  }, []);
  const read = useLive(
    async () => {
      if (sessionId === null || upTo === undefined) return { page: EMPTY, upTo };
      return { page: await readChat(store, sessionId, length + WINDOW_SPARE, upTo), upTo };
    },
    [store, sessionId, length, upTo],
    { first: first && target === null ? { page: first, upTo: null } : undefined },
  );
  const page = sessionId === null || read?.upTo !== undefined ? read?.page : undefined;
  // Where a message is sought, it is there at once with all around it.
  const [more, setMore] = useState(target === null ? 0 : WINDOW_STEP);
  const count = page?.lines.length ?? 0;
  const drawn = more === 0 ? drawnAtFirst(innerHeight, count) : more;
  const shown = useMemo(
    () => page && windowOf(page, drawn < WINDOW_STEP ? drawn : length, from.current),
    [page, length, drawn],
  );
  useLayoutEffect(() => {
    from.current = shown?.lines[0]?.message.order_key ?? null;
    // What came in since has made the window longer: read as much beyond it as before.
    if (shown && shown.lines.length >= length + WINDOW_SPARE) setLength(shown.lines.length);
  }, [shown]);
  useEffect(() => {
    if (!shown || drawn >= WINDOW_STEP) return;
    // When what is there has been drawn.
    let later: ReturnType<typeof setTimeout>;
    const frame = requestAnimationFrame(() => {
      later = setTimeout(() => setMore(drawn + WINDOW_DRAWN));
    });
    return () => {
      cancelAnimationFrame(frame);
      clearTimeout(later);
    };
  }, [shown, drawn]);
  return {
    shown,
    whole: shown !== undefined && drawn >= WINDOW_STEP,
    filling: drawn < WINDOW_STEP && isLong(count),
    upTo: read?.upTo ?? null,
    showEarlier: () => setLength((shown?.lines.length ?? 0) + WINDOW_STEP),
    showLater: () => {
      if (sessionId === null || typeof upTo !== "number") return;
      const length = (shown?.lines.length ?? 0) + WINDOW_STEP;
      orderKeyAfter(store.db, sessionId, upTo, WINDOW_STEP).then(
        (end) => {
          setLength(length);
          setUpTo(end);
        },
        () => {},
      );
    },
    showLatest: () => {
      if (upTo === null) return;
      from.current = null;
      setLength(WINDOW_STEP);
      setUpTo(null);
    },
  };
};
