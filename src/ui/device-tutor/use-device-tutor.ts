import { type ReadonlySignal, useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { Writing } from "../../model/writing.ts";
import { openHere } from "../../store/device-replies.ts";
import type { Store } from "../../store/store.ts";
import { readFromDevice } from "../kept-on-device.ts";
import { useLive } from "../use-live.ts";
import { languageModel } from "./language-model.ts";

interface DeviceTutor {
  writing: ReadonlySignal<Writing | null>;
  /** Has it end where it is; false if it isn't writing. */
  stop: () => boolean;
}

/** Whether the student wants it on this device, and the browser has one. */
const isWanted = (): boolean =>
  readFromDevice("device-tutor") === "on" && languageModel() !== undefined;

/**
 * Answers the last question of a chat with the browser's own tutor while the server's is out of reach, as it always is to a guest, for
 * whoever has chosen so on this device; elsewhere it does nothing.
 */
export const useDeviceTutor = (
  store: Store,
  session: string | null,
  reachable: boolean,
): DeviceTutor => {
  const writing = useSignal<Writing | null>(null);
  const now = useRef<{ stop: AbortController } | null>(null);
  const needed = isWanted() && session !== null && (store.user === null || !reachable);
  const question = useLive(
    async () => (needed && session !== null ? openHere(store.db, session) : undefined),
    [store, session, needed],
    { later: true },
  );
  useEffect(() => {
    const model = languageModel();
    if (question === undefined || !needed || !model) return;
    const [stop, left] = [new AbortController(), new AbortController()];
    const mine = { stop };
    now.current = mine;
    const end = () => {
      if (now.current !== mine) return;
      now.current = null;
      writing.value = null;
    };
    import("./answer-here.ts")
      .then(({ answerHere }) =>
        answerHere({
          store,
          model,
          question,
          stop: stop.signal,
          left: left.signal,
          heard: (text) => {
            if (now.current === mine)
              writing.value = { question, attempt: 0, text, saved: false, here: true };
          },
        }),
      )
      // The question waits for the server's tutor, as it would without.
      .catch((error: unknown) => {
        if (!left.signal.aborted) console.warn("device tutor:", error);
      })
      .finally(end);
    // The chat was left, or the network is back.
    return () => {
      left.abort();
      end();
    };
  }, [question]);
  return {
    writing,
    stop: () => {
      now.current?.stop.abort();
      return now.current !== null;
    },
  };
};
