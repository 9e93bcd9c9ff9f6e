import { effect } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";
import { dropLeftDraft, readLeftDraft } from "../../store/left-drafts.ts";
import { watch } from "../../store/live.ts";
import type { Store } from "../../store/store.ts";
import { whenDrawn } from "../kit/when-drawn.ts";
import { beforeReload } from "../leaving.ts";
import { useServices } from "../services.ts";
import { type DraftModel, openDraft } from "./draft-model.ts";
import { storedDraft } from "./stored-draft.ts";

const after = (ms: number, callback: () => void): (() => void) => {
  const timer = setTimeout(callback, ms);
  return () => clearTimeout(timer);
};

/**
 * An Athro's draft for as long as the component is mounted; `store` and `athroId` must not change meanwhile. It is stored and pushed
 * when the page hides or goes, and when the component unmounts.
 */
export const useDraft = (store: Store, athroId: string): DraftModel => {
  const services = useServices();
  const [draft] = useState(() =>
    openDraft(storedDraft(store, athroId), {
      flush: () => services.flush(),
      after,
      drawn: whenDrawn,
    }),
  );
  useEffect(() => {
    const hide = () => void draft.hide();
    const hidden = () => {
      if (document.visibilityState === "hidden") hide();
    };
    addEventListener("pagehide", hide);
    document.addEventListener("visibilitychange", hidden);
    const forget = beforeReload(() => draft.leave());
    // What could not be stored is on this page alone: the browser asks before it goes.
    const leaving = (event: BeforeUnloadEvent) => {
      if (draft.unkept.peek()) event.preventDefault();
    };
    addEventListener("beforeunload", leaving);
    return () => {
      forget();
      removeEventListener("beforeunload", leaving);
      document.removeEventListener("visibilitychange", hidden);
      // A page that goes before the draft is stored still takes its last words along.
      void draft.close().finally(() => removeEventListener("pagehide", hide));
    };
  }, [draft]);
  useEffect(
    () =>
      effect(() => {
        if (draft.ready.value) return takeLeftIn(draft, store, athroId);
      }),
    [draft],
  );
  return draft;
};

/** What can't be stored now lies there until the next time. */
const failed = (error: unknown): void => console.error("draft: not taken in", error);

/** What a guest left for this Athro comes above what is being typed, once, unless it is there already ([U6]). Returns what ends it. */
const takeLeftIn = (draft: DraftModel, store: Store, athroId: string): (() => void) => {
  const take = async (left: string): Promise<void> => {
    if (left === "") return;
    if (!draft.text.peek().includes(left)) await draft.bring(left);
    await dropLeftDraft(store.db, athroId, left);
    await draft.leave();
  };
  return watch(
    () => readLeftDraft(store.db, athroId),
    (left) => void take(left).catch(failed),
    failed,
  );
};
