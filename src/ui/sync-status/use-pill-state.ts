import { useEffect, useState } from "preact/hooks";
import type { Store } from "../../store/store.ts";
import { readSummary } from "../../store/summary.ts";
import { useServices } from "../services.ts";
import { useLive } from "../use-live.ts";
import { pillDelay, type PillState, pillStateOf } from "./pill-state.ts";

/** The pill's state as it is shown; null until the store has been read. */
export const usePillState = (store: Store): PillState | null => {
  const { user, online } = useServices();
  const summary = useLive(() => readSummary(store.db), [store.db], { later: true });
  const now = useLookedAt(store);
  const [shown, setShown] = useState<PillState | null>(null);
  const next =
    summary &&
    pillStateOf({
      user: user.value,
      online: online.value,
      summary,
      now: Math.max(now, store.now()),
    });
  const changed = JSON.stringify(next);
  useEffect(() => {
    if (!next) return;
    const delay = shown ? pillDelay(shown, next) : 0;
    if (delay === 0) {
      setShown(next);
      return;
    }
    const timer = setTimeout(() => setShown(next), delay);
    return () => clearTimeout(timer);
  }, [changed]);
  return shown;
};

/** When the student last came back to the page, ms: what was proven before a sleep is looked at anew. */
const useLookedAt = (store: Store): number => {
  const [at, setAt] = useState(() => store.now());
  useEffect(() => {
    const look = () => {
      if (document.visibilityState === "visible") setAt(store.now());
    };
    document.addEventListener("visibilitychange", look);
    addEventListener("pageshow", look);
    return () => {
      document.removeEventListener("visibilitychange", look);
      removeEventListener("pageshow", look);
    };
  }, [store]);
  return at;
};
