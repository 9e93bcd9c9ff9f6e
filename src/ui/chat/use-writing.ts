import { type ReadonlySignal, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Writing } from "../../model/writing.ts";
import type { Store } from "../../store/store.ts";
import { type Replies, useServices } from "../services.ts";

export interface WritingNow {
  writing: ReadonlySignal<Writing | null>;
  /** Has it end where it is; false if that could not be said. */
  stop: () => Promise<boolean>;
}

/** The reply that is being written to this student, on whatever page or in the worker it was asked for. */
export const useWriting = (store: Store): WritingNow => {
  const services = useServices();
  const writing = useSignal<Writing | null>(null);
  const replies = useSignal<Replies | null>(null);
  useEffect(() => {
    let ended = false;
    let unwatch = () => {};
    services
      .replies()
      .then((loaded) => {
        if (ended || !loaded) return;
        replies.value = loaded;
        unwatch = loaded.watch((next) => (writing.value = next));
      })
      // Without it a reply comes all the same, when it is done.
      .catch(() => {});
    return () => {
      ended = true;
      unwatch();
    };
  }, [store]);
  return {
    writing,
    stop: async () => {
      const now = writing.peek();
      if (!now || !replies.peek()) return false;
      return (await replies.peek()?.stop(now.question, now.attempt)) ?? false;
    },
  };
};
